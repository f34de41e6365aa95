"""A visit: a screen is let in by a code, a colleague sees nothing, and nothing is left when it ends."""

from datetime import timedelta

import pytest

from sagacity.kit.audit import api as audit
from sagacity.messaging.conversation import api as conversation
from sagacity.messaging.conversation import conversations, jobs, models
from sagacity.messaging.conversation.api import Conversation, How, Side
from sagacity.messaging.conversation.tests.conftest import CLERK, MINUTE, NOW, OTHER, Desk


def code_of(talk: Conversation, *, minute: float = 0) -> str:
    return conversation.new_code(key=talk.key, by=CLERK, at=NOW + minute * MINUTE).code


def test_a_code_lets_one_screen_in(desk: Desk) -> None:
    talk = desk.begins()
    code = code_of(talk)

    token = conversation.pair(code=code, at=NOW + 9 * MINUTE)

    assert conversation.conversation_of(token=token).key == talk.key
    assert conversation.conversation(key=talk.key, by=CLERK).screens == 1
    with pytest.raises(conversation.WrongCode):
        conversation.pair(code=code, at=NOW + 9 * MINUTE)


def test_an_old_code_a_replaced_one_and_a_guess_let_nobody_in(desk: Desk) -> None:
    talk = desk.begins()
    first = code_of(talk)
    second = code_of(talk)

    for code in ({first} - {second}) | {"", "12345", "abcdef", "１２３４５６", "0" * 20}:
        with pytest.raises(conversation.WrongCode):
            conversation.pair(code=code, at=NOW)
    with pytest.raises(conversation.WrongCode):
        conversation.pair(code=second, at=NOW + 10 * MINUTE)
    with pytest.raises(conversation.NotPaired):
        conversation.conversation_of(token="")


def test_not_more_screens_than_stand_at_a_counter(desk: Desk) -> None:
    talk = desk.begins()
    for _screen in range(4):
        conversation.pair(code=code_of(talk), at=NOW)

    with pytest.raises(conversation.WrongCode):
        conversation.pair(code=code_of(talk), at=NOW)


def test_a_colleague_neither_sees_nor_ends_it(desk: Desk) -> None:
    talk = desk.begins()

    with pytest.raises(conversation.NoSuchConversation):
        conversation.conversation(key=talk.key, by=OTHER)
    with pytest.raises(conversation.NoSuchConversation):
        conversation.new_code(key=talk.key, by=OTHER, at=NOW)
    conversation.end(key=talk.key, by=OTHER, at=NOW)

    assert conversation.of_clerk(by=OTHER) == ()
    assert [one.key for one in conversation.of_clerk(by=CLERK)] == [talk.key]


def test_with_the_end_everything_is_gone_but_counts_without_contents(desk: Desk) -> None:
    talk = desk.begins()
    token = conversation.pair(code=code_of(talk), at=NOW)
    desk.taps(talk, "wait")
    desk.taps(talk, "moved", side=Side.RESIDENT)
    desk.says(talk, "Xin chào", side=Side.RESIDENT, translated=False)

    conversation.end(key=talk.key, by=CLERK, at=NOW)
    conversation.end(key=talk.key, by=CLERK, at=NOW)

    for table in (models.Conversation, models.Utterance, models.Screen):
        assert table.objects.count() == 0
    with pytest.raises(conversation.NotPaired):
        conversation.conversation_of(token=token)
    with pytest.raises(conversation.NoSuchConversation):
        desk.taps(talk, "wait")
    assert {
        (one.phrase, one.language, one.how, one.times) for one in conversation.figures(month=NOW.date())
    } == {
        ("wait", "vi", How.TAPPED, 1),
        ("moved", "vi", How.TAPPED, 1),
        ("", "vi", How.TYPED, 1),
    }
    lines = audit.about(thing=talk.key)
    assert [line.action for line in lines] == [
        "conversation.end",
        "conversation.pair",
        "conversation.begin",
    ]
    assert "Xin" not in repr(lines)


def test_what_nobody_ended_is_ended_by_the_clock(desk: Desk) -> None:
    desk.begins(minute=0)
    lively = desk.begins(minute=100)

    jobs.forget_conversations(NOW + timedelta(hours=2, minutes=1))
    assert [one.key for one in conversation.of_clerk(by=CLERK)] == [lively.key]

    jobs.forget_conversations(NOW.replace(hour=0, minute=5) + timedelta(days=1))
    assert models.Conversation.objects.count() == 0


def test_a_lively_conversation_does_not_last_over_midnight(desk: Desk) -> None:
    desk.begins(minute=13 * 60 + 50)

    assert conversations.purge(at=NOW + 14 * 60 * MINUTE) == 1


def test_begun_twice_with_one_press_is_one_conversation(desk: Desk) -> None:
    begun = [
        conversation.begin(board="counter", language="en", client_key="press", by=CLERK, at=NOW)
        for _press in range(2)
    ]

    assert begun[0].key == begun[1].key
    with pytest.raises(conversation.NoSuchBoard):
        conversation.begin(board="moon", language="en", client_key="x", by=CLERK, at=NOW)
