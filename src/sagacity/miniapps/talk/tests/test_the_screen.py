"""The resident's screen: a code lets it in, six languages, and a sentence for whatever goes wrong."""

import uuid

import pytest
from pytest_django import Settings

from sagacity.identity.testing import Actor
from sagacity.kit import clock, policy
from sagacity.messaging.conversation import api as conversation
from sagacity.messaging.conversation.api import Conversation, Side

APP = "/apps/talk/"
CLERK = policy.Person("urn:ngsi-ld:Staff:mori", "森", "staff")


@pytest.fixture(autouse=True)
def _invented_city(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    monkeypatch.setenv("SAGACITY_CITY", "example")
    settings.TRANSLATION_URL = settings.SPEECH_URL = ""


@pytest.fixture
def talk(db: None) -> Conversation:
    return conversation.begin(board="counter", language="ko", client_key=once(), by=CLERK, at=clock.now())


def once() -> str:
    return str(uuid.uuid4())


def code_of(talk: Conversation) -> str:
    return conversation.new_code(key=talk.key, by=CLERK, at=clock.now()).code


def comes(talk: Conversation, *, language: str = "ja") -> Actor:
    """Somebody whose browser is let in."""
    somebody = Actor(language=language)
    somebody.sends(APP, code=code_of(talk))
    return somebody


def says(talk: Conversation, phrase: str) -> None:
    conversation.say_phrase(
        conversation=talk.key,
        side=Side.CLERK,
        board="counter",
        phrase=phrase,
        client_key=once(),
        at=clock.now(),
    )


def test_the_screen_speaks_the_language_that_the_clerk_chose(talk: Conversation) -> None:
    minsu = comes(talk)
    says(talk, "wait")

    seen = minsu.sees(f"{APP}screen/")
    assert "잠시만 기다려 주세요." in seen
    assert "少しお待ちください。" in seen
    assert "글이나 말로 이야기하기" in seen
    assert "잠시만" in minsu.sees(f"{APP}screen/", part="1")


def test_the_resident_chooses_another_language_and_everything_follows(talk: Conversation) -> None:
    somebody = comes(talk)
    says(talk, "wait")

    somebody.sends(f"{APP}language/", language="en")

    seen = somebody.sees()
    assert "Please wait a moment." in seen
    assert "I have moved." in seen
    assert conversation.conversation(key=talk.key, by=CLERK).language == "en"
    assert b'lang="en"' in somebody.answer.content  # type: ignore[union-attr]


def test_easy_japanese_has_readings_above_its_kanji(talk: Conversation) -> None:
    somebody = comes(talk)
    says(talk, "wait")

    somebody.sends(f"{APP}language/", language="ja-easy")

    assert "<rt>すこ</rt>" in somebody.answer.content.decode()  # type: ignore[union-attr]


def test_a_wrong_an_old_and_a_used_code_are_answered_with_a_sentence(talk: Conversation) -> None:
    somebody = Actor()
    for code in ("12345", "abcdef", "あ", "0" * 19, "<b>"):
        assert somebody.sends(APP, code=code).status_code == 422
        assert "この番号では、つながりません" in somebody.sees()
    somebody.sends(APP, code="")
    assert "番号を入れてください" in somebody.sees()

    code = code_of(talk)
    comer = Actor(address="192.0.2.77")
    comer.sends(APP, code="　".join(code))
    assert "대화" in comer.sees()
    late = Actor(address="192.0.2.78")
    late.sends(APP, code=code)
    assert "この番号では、つながりません" in late.sees()


def test_a_telephone_that_read_the_clerks_code_has_it_filled_in_and_still_asks(talk: Conversation) -> None:
    code, somebody = code_of(talk), Actor()

    somebody.opens(APP, code=f'{code}"><b>')

    assert f'value="{code}"'.encode() in somebody.answer.content  # type: ignore[union-attr]
    assert conversation.conversation(key=talk.key, by=CLERK).screens == 0


def test_whoever_guesses_codes_has_to_wait(talk: Conversation) -> None:
    somebody = Actor(address="192.0.2.99")
    for number in range(9):
        somebody.sends(APP, code=f"00000{number}")

    somebody.sends(APP, code=code_of(talk))

    assert "まちがった番号が続きました" in somebody.sees()


def test_when_the_visit_has_ended_the_screen_says_so_and_shows_nothing(talk: Conversation) -> None:
    somebody = comes(talk)
    says(talk, "wait")
    conversation.end(key=talk.key, by=CLERK, at=clock.now())

    assert b'data-state="ended"' in somebody.client.get(f"{APP}screen/?part=1").content
    assert somebody.client.post(f"{APP}hear/", b"x", content_type="audio/webm").status_code in {302, 410}
    seen = somebody.sees(f"{APP}screen/")
    assert "窓口の人が見せる番号" in seen
    assert "잠시만" not in seen


def test_without_a_code_no_door_opens(db: None) -> None:
    somebody = Actor()

    for door in ("screen", "display"):
        assert "窓口の人が見せる番号を入れてください" in somebody.sees(f"{APP}{door}/")
    for door in ("say", "phrase", "language", "leave"):
        assert "窓口の人が見せる番号" in (somebody.sends(f"{APP}{door}/") and somebody.sees())
    assert somebody.client.post(f"{APP}say/", {"text": "x"}, headers={"X-Quiet": "1"}).status_code == 410


def test_what_cannot_be_sent_is_answered_in_the_residents_language(talk: Conversation) -> None:
    minsu = comes(talk)

    minsu.sends(f"{APP}say/", text="\u202e ", once=once())
    assert "글을 쓴 다음 보내 주세요." in minsu.sees()
    minsu.sends(f"{APP}say/", text="가" * 500, once=once())
    assert "너무 깁니다." in minsu.sees()
    minsu.sends(f"{APP}phrase/", board="counter", phrase="wait", once=once())
    assert "보내지 못했습니다." in minsu.sees()
    minsu.sends(f"{APP}say/", text="감사합니다", once=once())
    assert "감사합니다" in minsu.sees()
    assert conversation.conversation(key=talk.key, by=CLERK).utterances[0].lacking is conversation.Lacking.OFF


def test_a_screen_leaves_and_the_conversation_goes_on(talk: Conversation) -> None:
    somebody = comes(talk)
    assert conversation.conversation(key=talk.key, by=CLERK).screens == 1

    somebody.sends(f"{APP}leave/")

    assert "この画面を会話から外しました" in somebody.sees()
    assert conversation.conversation(key=talk.key, by=CLERK).screens == 0


def test_the_token_is_hidden_from_scripts_and_other_pages(talk: Conversation) -> None:
    cookie = comes(talk).client.cookies["sagacity_talk"]

    assert cookie["httponly"]
    assert (cookie["path"], cookie["samesite"]) == ("/apps/talk/", "Strict")


def test_a_display_on_the_residents_side_shows_the_clerks_words(talk: Conversation) -> None:
    somebody = comes(talk)
    says(talk, "wait")

    assert "잠시만 기다려 주세요." in somebody.sees(f"{APP}display/")
