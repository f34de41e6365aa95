"""What is said: phrases in every language, words of their own with the original kept beside them."""

import pytest
from pytest_django import Settings

from sagacity.kit.japanese import my_number
from sagacity.messaging.conversation import api as conversation
from sagacity.messaging.conversation import models, sealing
from sagacity.messaging.conversation.api import Lacking, Origin, Side
from sagacity.messaging.conversation.providers.demo.server import DemoInterpreter
from sagacity.messaging.conversation.tests.conftest import CLERK, NOW, OTHER, Desk

# Made here, because no file may hold one.
NUMBER = next(f"12345678901{last}" for last in range(10) if my_number.stands_in(f"12345678901{last}"))


def test_a_phrase_is_there_in_every_language_and_needs_nobody_outside(desk: Desk) -> None:
    talk = desk.begins()

    said = desk.taps(talk, "wait")

    assert said.text == "少しお待ちください。"
    assert said.in_language("vi") == conversation.Translation("vi", "Xin chờ một chút.", Origin.PHRASE)
    assert said.lacking is None
    assert said.pictogram == "wait"


def test_words_of_their_own_are_translated_marked_and_kept(desk: Desk, interpreter: DemoInterpreter) -> None:
    talk = desk.begins()

    said = desk.says(talk, "お名前を教えてください。ありがとうございます")
    answered = desk.says(talk, "Tôi là sinh viên", side=Side.RESIDENT)

    assert said.in_language("vi") == conversation.Translation(
        "vi", "Xin cho biết tên của bạn Cảm ơn", Origin.MACHINE
    )
    assert (answered.language, answered.text) == ("vi", "Tôi là sinh viên")
    there = conversation.conversation(key=talk.key, by=CLERK)
    (newest, first) = conversation.shown(there, language="vi", side=Side.RESIDENT)
    assert (first.text, first.beside) == ("Xin cho biết tên của bạn Cảm ơn", said.text)
    assert first.is_machine
    assert newest.is_mine


def test_what_the_translator_does_not_know_is_said_honestly(desk: Desk, interpreter: DemoInterpreter) -> None:
    said = desk.says(desk.begins(), "きのう猫が三匹来ました")

    assert said.lacking is Lacking.UNKNOWN
    assert said.in_language("vi") is None
    assert said.text == "きのう猫が三匹来ました"


def test_a_translator_that_is_away_is_asked_again_later(desk: Desk, interpreter: DemoInterpreter) -> None:
    talk = desk.begins()
    interpreter.is_away = True
    said = desk.says(talk, "はい")
    assert said.lacking is Lacking.AWAY

    interpreter.is_away = False
    again = conversation.translate(conversation=talk.key, number=said.number, at=NOW)

    assert again.lacking is None
    assert again.in_language("vi") == conversation.Translation("vi", "Vâng", Origin.MACHINE)


def test_without_a_translator_the_page_says_so_and_phrases_still_work(desk: Desk, settings: Settings) -> None:
    settings.TRANSLATION_URL = ""
    talk = desk.begins()

    assert desk.says(talk, "はい").lacking is Lacking.OFF
    assert desk.taps(talk, "wait").in_language("ko") is not None


def test_easy_japanese_and_writing_with_somebody_deaf_need_no_translator(
    desk: Desk, interpreter: DemoInterpreter
) -> None:
    for language in ("ja", "ja-easy"):
        said = desk.says(desk.begins(language=language), "三番の窓口です")

        assert said.lacking is None
        assert said.in_language(language) is not None
    assert interpreter.asked == 0


def test_a_clerk_mends_what_the_machine_said_and_no_machine_writes_over_it(
    desk: Desk, interpreter: DemoInterpreter
) -> None:
    talk = desk.begins()
    said = desk.says(talk, "はい")

    mended = conversation.mend(
        conversation=talk.key, number=said.number, language="vi", text="Dạ vâng", by=CLERK, at=NOW
    )
    again = conversation.translate(conversation=talk.key, number=said.number, at=NOW)

    assert mended.in_language("vi") == conversation.Translation("vi", "Dạ vâng", Origin.PERSON)
    assert again.in_language("vi") == mended.in_language("vi")
    with pytest.raises(conversation.NoSuchConversation):
        conversation.mend(conversation=talk.key, number=1, language="vi", text="x", by=OTHER, at=NOW)


def test_pressed_twice_it_stands_once(desk: Desk) -> None:
    talk = desk.begins()

    for _press in range(2):
        conversation.say(conversation=talk.key, side=Side.CLERK, text="はい", client_key="same", at=NOW)

    assert len(conversation.conversation(key=talk.key, by=CLERK).utterances) == 1
    assert [one.times for one in conversation.figures(month=NOW.date())] == [1]


def test_another_language_in_the_middle_is_for_what_follows(desk: Desk, interpreter: DemoInterpreter) -> None:
    talk = desk.begins()
    desk.taps(talk, "wait")
    desk.says(talk, "はい")

    conversation.choose_language(key=talk.key, language="ko", at=NOW)
    desk.says(talk, "いいえ")

    there = conversation.conversation(key=talk.key, by=CLERK)
    texts = [one.text for one in conversation.shown(there, language="ko", side=Side.RESIDENT)]
    assert texts == ["아니요", "はい", "잠시만 기다려 주세요."]
    with pytest.raises(conversation.NoSuchLanguage):
        conversation.choose_language(key=talk.key, language="tlh", at=NOW)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", conversation.NothingSaid),
        (" \n\u202e\u0000\n", conversation.NothingSaid),
        ("あ" * 401, conversation.TooLong),
        (f"番号は {NUMBER} です", conversation.MyNumberSaid),
    ],
)
def test_what_cannot_be_said_is_refused_with_a_reason(desk: Desk, text: str, why: type[Exception]) -> None:
    talk = desk.begins()

    with pytest.raises(why):
        desk.says(talk, text)

    assert models.Utterance.objects.count() == 0


def test_letters_that_turn_a_line_round_are_left_out(desk: Desk) -> None:
    said = desk.says(desk.begins(language="ja"), "100\u202e円\x07です\r\n\r\nはい")

    assert said.text == "100円です\nはい"


def test_a_phrase_of_the_other_side_is_not_said(desk: Desk) -> None:
    talk = desk.begins()

    for side, phrase in ((Side.RESIDENT, "wait"), (Side.CLERK, "moved"), (Side.CLERK, "nothing")):
        with pytest.raises(conversation.NoSuchPhrase):
            desk.taps(talk, phrase, side=side)


def test_a_visit_has_an_end_even_for_somebody_who_never_stops(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sagacity.messaging.conversation.saying.MOST", 2)
    talk = desk.begins()
    desk.taps(talk, "wait")
    desk.taps(talk, "wait")

    with pytest.raises(conversation.TooMuch):
        desk.taps(talk, "wait")


def test_the_words_lie_sealed_and_open_under_a_new_key_of_the_house(desk: Desk, settings: Settings) -> None:
    talk = desk.begins(language="ja")
    desk.says(talk, "ひみつの話です")
    row = models.Utterance.objects.get()
    assert "ひみつ".encode() not in bytes(row.sealed)

    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another " * 10
    assert sealing.renew() == 1
    settings.SECRET_KEY_FALLBACKS = []

    assert conversation.conversation(key=talk.key, by=CLERK).utterances[0].text == "ひみつの話です"
