"""Outside parties, by their real protocols: a translator, a recogniser of speech, and their faults."""

import pytest
from pytest_django import Settings

from sagacity.kit import providers
from sagacity.messaging.conversation import api as conversation
from sagacity.messaging.conversation.providers import chosen
from sagacity.messaging.conversation.providers.base import CannotSay, ProviderAway
from sagacity.messaging.conversation.providers.demo import memory
from sagacity.messaging.conversation.providers.demo.server import DemoInterpreter
from sagacity.messaging.conversation.providers.libre import Libre

SPEECH = b"RIFF" + b"\0" * 1000


def test_a_recording_becomes_words_for_its_speaker(interpreter: DemoInterpreter) -> None:
    interpreter.spoken.append("住所が変わりました")

    assert (
        conversation.hear(recording=SPEECH, kind="audio/webm;codecs=opus", language="ja")
        == "住所が変わりました"
    )


def test_the_simulator_that_hears_nothing_says_a_sentence_of_the_boards(interpreter: DemoInterpreter) -> None:
    said = conversation.hear(recording=SPEECH, kind="audio/ogg", language="zh-hans")

    known = {one.text["zh-hans"] for board in conversation.boards() for one in board.phrases}
    assert said in known


@pytest.mark.parametrize(
    ("recording", "kind"),
    [(b"", "audio/webm"), (b"\0" * 20, "audio/webm"), (SPEECH, "text/html"), (SPEECH * 4000, "audio/webm")],
)
def test_silence_and_what_is_no_recording_are_not_heard(
    interpreter: DemoInterpreter, recording: bytes, kind: str
) -> None:
    with pytest.raises(conversation.NothingHeard):
        conversation.hear(recording=recording, kind=kind, language="ja")


def test_a_recogniser_that_is_away_or_not_there_is_told_apart(
    interpreter: DemoInterpreter, settings: Settings
) -> None:
    interpreter.is_away = True
    with pytest.raises(conversation.ProviderAway):
        conversation.hear(recording=SPEECH, kind="audio/webm", language="ja")

    settings.SPEECH_URL = ""
    with pytest.raises(conversation.Unheard):
        conversation.hear(recording=SPEECH, kind="audio/webm", language="ja")


def test_the_health_page_knows_how_they_are(interpreter: DemoInterpreter, settings: Settings) -> None:
    def said() -> dict[str, bool]:
        names = {chosen.TRANSLATION, chosen.SPEECH}
        return {one.name: one.ok for one in providers.check_all() if one.name in names}

    assert said() == {chosen.TRANSLATION: True, chosen.SPEECH: True}
    interpreter.is_away = True
    assert said() == {chosen.TRANSLATION: False, chosen.SPEECH: False}
    settings.TRANSLATION_URL = settings.SPEECH_URL = ""
    assert said() == {chosen.TRANSLATION: True, chosen.SPEECH: True}


def test_nobody_is_asked_in_the_clear() -> None:
    with pytest.raises(ProviderAway):
        Libre("x", "http://translator.example").translate(text="はい", source="ja", target="en")


def test_what_is_not_known_is_not_guessed(interpreter: DemoInterpreter) -> None:
    assert memory.translate("はい！", source="ja", target="zh") == "是"
    assert memory.translate("Yes. Thank you.", source="en", target="ja") == "はいありがとうございます"
    for text in ("", "はい、そうです", "yes yes"):
        with pytest.raises(memory.Unknown):
            memory.translate(text, source="ja", target="en")
    with pytest.raises(CannotSay):
        Libre("x", interpreter.base).translate(text="さようなら", source="ja", target="en")
