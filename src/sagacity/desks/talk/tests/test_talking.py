"""A clerk and somebody who reads Vietnamese: begun, paired, tapped, written, mended, ended, counted."""

import re
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from pytest_django import Settings

from sagacity.identity.testing import Actor, StaffActor
from sagacity.kit import clock
from sagacity.kit.loopback import serving
from sagacity.messaging.conversation import api as conversation
from sagacity.messaging.conversation.testing import DemoInterpreter

DESK = "/desk/talk/"


@pytest.fixture(autouse=True)
def _invented_city(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAGACITY_CITY", "example")


@pytest.fixture
def interpreter(settings: Settings) -> Iterator[DemoInterpreter]:
    with serving(DemoInterpreter()) as house:
        settings.TRANSLATION_URL = settings.SPEECH_URL = house.base
        yield house


@pytest.fixture
def clerk(staff_with: Callable[..., StaffActor]) -> StaffActor:
    return staff_with("mado", "conversation_clerk", name="窓 ひらく")


@pytest.fixture
def talk(clerk: StaffActor) -> str:
    """A conversation that has begun; its address."""
    clerk.sends(DESK, board="counter", language="vi", once=once())
    (begun,) = conversation.of_clerk(by=clerk.person)
    return f"{DESK}{begun.key}/"


def once() -> str:
    return str(uuid.uuid4())


def test_a_conversation_from_begin_to_end(clerk: StaffActor, talk: str, interpreter: DemoInterpreter) -> None:
    assert "まだ何も話していません" in clerk.sees(talk)

    clerk.sends(f"{talk}phrase/", board="counter", phrase="wait", once=once())
    assert "Xin chờ một chút." in clerk.sees()
    clerk.sends(f"{talk}say/", text="はい", once=once())
    seen = clerk.sees()
    assert "Vâng" in seen
    assert "機械翻訳" in seen

    clerk.sends(f"{talk}2/mend/", language="vi", text="Dạ vâng", once=once())
    seen = clerk.sees()
    assert "職員が書いた訳" in seen
    assert "機械翻訳" not in seen

    clerk.sends(f"{talk}end/")
    assert "話した内容はすべて消しました" in clerk.sees()
    assert "この会話は終わりました" in clerk.sees(talk)
    assert 'data-state="ended"' in clerk.opens(talk, part="1").content.decode()
    assert conversation.of_clerk(by=clerk.person) == ()


def test_figures_tell_of_many_and_never_of_one(clerk: StaffActor, talk: str) -> None:
    def presses(phrase: str, times: int) -> None:
        for _time in range(times):
            clerk.sends(f"{talk}phrase/", board="counter", phrase=phrase, once=once())

    presses("show_card", 1)
    presses("wait", 8)
    seen = clerk.sees(f"{DESK}figures/", month="1999-13")
    assert "出せる回数はありません" in seen
    assert "少しお待ちください。" not in seen
    presses("wait", 4)
    presses("write", 11)

    seen = clerk.sees(f"{DESK}figures/")
    assert "Tiếng Việt" in seen
    assert "本人確認" not in seen
    presses("show_card", 10)
    seen = clerk.sees(f"{DESK}figures/")
    for said, times in (("少しお待ちください。", 12), ("ここに書いてください。", 11)):
        assert re.search(rf"{re.escape(said)}\s*{times}", seen)


def test_two_people_at_one_counter(clerk: StaffActor, talk: str, interpreter: DemoInterpreter) -> None:
    clerk.sends(f"{talk}code/")
    found = re.search(r'class="talk-code">(\d{6})<', clerk.answer.content.decode())  # type: ignore[union-attr]
    assert found is not None
    minh = Actor(language="vi")

    minh.sends("/apps/talk/", code=found[1])
    assert "Chưa nói gì" in minh.sees()
    assert "1台つながっています" in clerk.sees(talk)
    minh.sends("/apps/talk/say/", text="Tôi là sinh viên", once=once())
    minh.sends("/apps/talk/phrase/", board="counter", phrase="moved", once=once())

    seen = clerk.sees(talk)
    assert "学生です" in seen
    assert "Tôi là sinh viên" in seen
    assert "引っ越しました。" in seen


def test_what_cannot_be_said_is_answered_with_a_sentence(
    clerk: StaffActor, talk: str, interpreter: DemoInterpreter
) -> None:
    clerk.sends(f"{talk}say/", text=" ", once=once())
    assert "文を書いてから送ってください" in clerk.sees()
    clerk.sends(f"{talk}say/", text="あ" * 401, once=once())
    assert "400文字まで" in clerk.sees()
    clerk.sends(f"{talk}phrase/", board="counter", phrase="moved", once=once())
    assert "いまの板にありません" in clerk.sees()
    clerk.sends(f"{talk}language/", language="tlh")
    assert "この言語は使えません" in clerk.sees()
    assert clerk.client.post(f"{talk}say/", {"text": " "}, headers={"X-Quiet": "1"}).status_code == 422

    interpreter.is_away = True
    clerk.sends(f"{talk}say/", text="<script>alert(1)</script>", once=once())
    seen = clerk.sees()
    assert "翻訳のサービスが答えません" in seen
    assert "もう一度翻訳する" in seen
    assert b"<script>alert" not in clerk.answer.content  # type: ignore[union-attr]


def test_a_code_that_has_expired_is_said_so(
    clerk: StaffActor, talk: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk.sends(f"{talk}code/")
    later = clock.now() + timedelta(minutes=11)
    monkeypatch.setattr("sagacity.kit.clock.now", lambda: later)

    assert "番号の時間が切れました" in clerk.sees(talk)


def test_speech_of_the_clerk_becomes_words_to_look_at(
    clerk: StaffActor, talk: str, interpreter: DemoInterpreter, settings: Settings
) -> None:
    def hears(body: bytes) -> tuple[int, bytes]:
        answer = clerk.client.post(f"{talk}hear/", body, content_type="audio/webm;codecs=opus")
        return answer.status_code, answer.content

    interpreter.spoken.append("はい")
    assert hears(b"\0" * 1000) == (200, b'{"text": "\\u306f\\u3044"}')
    assert hears(b"\0")[0] == 422
    interpreter.is_away = True
    assert hears(b"\0" * 1000)[0] == 503
    settings.SPEECH_URL = ""
    assert hears(b"\0" * 1000)[0] == 503
    assert "声で話す" not in clerk.sees(talk)


def test_the_display_shows_few_words_and_turns_them_round(clerk: StaffActor, talk: str) -> None:
    for phrase in ("hello", "wait"):
        clerk.sends(f"{talk}phrase/", board="counter", phrase=phrase, once=once())

    seen = clerk.sees(f"{talk}display/")
    assert "Xin chờ một chút." in seen
    assert "Xin chào" not in seen
    assert b"talk-display--mirror" not in clerk.answer.content  # type: ignore[union-attr]
    clerk.opens(f"{talk}display/", mirror="1")
    assert b"talk-display--mirror" in clerk.answer.content  # type: ignore[union-attr]


def test_a_colleague_and_somebody_without_the_role_see_nothing(
    clerk: StaffActor, talk: str, hanako: Actor, staff_with: Callable[..., StaffActor]
) -> None:
    colleague = staff_with("eto", "queue_clerk", name="江藤 花")

    assert "この会話は終わりました" in colleague.sees(talk)
    assert colleague.sends(f"{talk}phrase/", board="counter", phrase="wait", once=once()).status_code == 200
    assert "まだ何も話していません" in clerk.sees(talk)
    assert staff_with("kane", "cashier").opens(DESK).status_code == 403
    assert "サインイン" in hanako.sees(DESK)


def test_a_press_that_is_sent_twice_says_it_once(clerk: StaffActor, talk: str) -> None:
    press = once()
    for _time in range(2):
        clerk.sends(f"{talk}phrase/", board="counter", phrase="wait", once=press)

    (there,) = conversation.of_clerk(by=clerk.person)
    assert len(there.utterances) == 1


def test_where_a_remote_counter_is_there_an_interpreter_can_be_called(
    clerk: StaffActor, talk: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ("リモート窓口" in clerk.sees(talk)) == bool(conversation.remote_counter(door="staff"))

    monkeypatch.setattr(conversation, "remote_counter", lambda door: "/desk/remote/")

    assert "手話通訳・通訳をよぶ" in clerk.sees(talk)
