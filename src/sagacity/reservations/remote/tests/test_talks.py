"""A talk from the waiting room to its end: nothing is lost, nobody sits there who may not, nothing stays."""

from datetime import timedelta

import pytest
from pytest_django import Settings

from sagacity.kit.audit import api as audit
from sagacity.reservations.queue import api as queue
from sagacity.reservations.remote import api as remote
from sagacity.reservations.remote import keeping, models, seats, servers
from sagacity.reservations.remote.tests.conftest import CLERK, HANAKO, NOW, OTHER, Talk
from sagacity.reservations.remote.types import Kind, Role, State


def test_what_was_said_during_a_break_comes_afterwards_once(talk: Talk) -> None:
    talk.begins()
    first = talk.says(talk.clerk, "聞こえますか")
    talk.says(talk.clerk, "書類を見せてください")
    talk.says(talk.hanako, "戻りました", key="the-same")
    again = talk.says(talk.hanako, "戻りました", key="the-same")

    assert talk.hears(talk.hanako, first.number) == ["書類を見せてください", "戻りました"]
    assert talk.hears(talk.clerk, again.number) == []
    assert [one.number for one in remote.hear(token=talk.clerk, since=0)] == [1, 2, 3]


def test_signals_reach_only_the_one_they_are_for(talk: Talk) -> None:
    talk.begins()
    interpreter = remote.invite(call=talk.call.key, by=CLERK, at=NOW)
    remote.say(token=talk.clerk, kind="offer", to="resident", body={"sdp": "v=0"}, client_key="offer", at=NOW)

    assert talk.hears(talk.hanako) == ["offer"]
    assert talk.hears(interpreter) == []


def test_a_new_token_ends_the_old_one_and_a_guess_opens_nothing(talk: Talk) -> None:
    talk.begins()
    _call, fresh = remote.enter(ticket=talk.ticket, by=HANAKO, at=NOW)

    assert remote.seat(token=fresh).role is Role.RESIDENT
    for token in (talk.hanako, "", "guessed", "\ud800", fresh + "x"):
        with pytest.raises(remote.NoSuchSeat):
            remote.seat(token=token)
        with pytest.raises(remote.NoSuchSeat):
            talk.says(token, "だれ")
    assert not models.Seat.objects.filter(token_hash__contains=fresh).exists()


@pytest.mark.parametrize(
    ("kind", "body", "refusal"),
    [
        ("text", {"text": "あ" * 1001}, remote.TooLarge),
        ("text", {"text": ""}, remote.TooLarge),
        ("text", {"text": ["x"]}, remote.TooLarge),
        ("text", {"text": "x", "more": "y"}, remote.TooLarge),
        ("offer", {"sdp": "x" * 30_000}, remote.TooLarge),
        ("end", {}, remote.NotYours),
        ("sent", {"number": "R8"}, remote.NotYours),
        ("ask_picture", {"paper": "x"}, remote.NotYours),
        ("nothing", {}, remote.NotYours),
    ],
)
def test_what_a_resident_may_not_say_is_refused(
    talk: Talk, kind: str, body: dict[str, object], refusal: type[Exception]
) -> None:
    talk.begins()

    with pytest.raises(refusal):
        remote.say(token=talk.hanako, kind=kind, body=body, client_key="x", at=NOW)

    assert talk.hears(talk.clerk) == []


def test_more_than_any_page_says_is_refused_for_a_moment(talk: Talk) -> None:
    talk.begins()
    for number in range(60):
        talk.says(talk.hanako, str(number))

    with pytest.raises(remote.TooMany):
        talk.says(talk.hanako, "もう一つ", second=9)
    assert talk.says(talk.clerk, "はい").number == 61
    assert talk.says(talk.hanako, "あとで", second=11).number == 62


def test_the_talk_begins_for_the_queue_when_both_are_there(talk: Talk) -> None:
    talk.begins()
    assert queue.ticket(key=talk.ticket).state is queue.State.CALLED

    seats.come(token=talk.hanako, at=NOW)
    seats.come(token=talk.hanako, at=NOW)

    assert queue.ticket(key=talk.ticket).state is queue.State.SERVING


def test_a_seat_is_away_only_when_its_last_connection_ended(talk: Talk) -> None:
    talk.begins()
    _seat, old = seats.come(token=talk.hanako, at=NOW)
    _seat, new = seats.come(token=talk.hanako, at=NOW)

    seats.go(token=talk.hanako, connection=old, at=NOW)
    assert remote.seat(token=talk.hanako).is_here
    seats.go(token=talk.hanako, connection=new, at=NOW)

    assert not remote.seat(token=talk.hanako).is_here
    assert talk.hears(talk.clerk)[-1] == "away"


def test_who_did_not_come_waits_aside_and_comes_back_to_their_turn(talk: Talk) -> None:
    talk.begins()
    remote.put_aside(call=talk.call.key, by=CLERK, client_key="aside", at=NOW)
    assert queue.ticket(key=talk.ticket).state is queue.State.SKIPPED
    with pytest.raises(remote.NoSuchSeat):
        remote.seat(token=talk.clerk)

    remote.enter(ticket=talk.ticket, by=HANAKO, at=NOW)

    assert queue.ticket(key=talk.ticket).state is queue.State.WAITING


def test_handed_over_with_words_page_and_a_note_that_the_resident_does_not_see(talk: Talk) -> None:
    talk.begins()
    seats.come(token=talk.hanako, at=NOW)
    talk.says(talk.hanako, "保険のことも聞きたい")
    remote.show(
        call=talk.call.key, subject="urn:ngsi-ld:Form:1", page="you", seat=Role.CLERK, by=CLERK, at=NOW
    )

    remote.hand_over(
        call=talk.call.key, to="remote_second", note="転入の人です", by=CLERK, client_key="over", at=NOW
    )

    call, token = remote.accept(ticket=talk.ticket, by=OTHER, at=NOW)
    assert (call.line, call.subject, call.page) == ("remote_second", "urn:ngsi-ld:Form:1", "you")
    assert {"保険のことも聞きたい", "転入の人です"} <= set(talk.hears(token))
    assert "転入の人です" not in talk.hears(talk.hanako)
    with pytest.raises(remote.NotRemote):
        remote.hand_over(call=call.key, to="moving", note="", by=OTHER, client_key="x", at=NOW)
    with pytest.raises(remote.NotNow):
        remote.accept(ticket=talk.ticket, by=CLERK, at=NOW)


def test_at_the_end_words_and_signals_are_gone_at_once(talk: Talk) -> None:
    talk.begins()
    talk.says(talk.hanako, "0952-00-0000")
    for _ in range(2):
        ended = remote.end(call=talk.call.key, by=CLERK, client_key="end", at=NOW)

    assert ended.state is State.ENDED
    assert talk.hears(talk.hanako) == [Kind.END]
    assert queue.ticket(key=talk.ticket).state is queue.State.DONE
    with pytest.raises(remote.NotNow):
        talk.says(talk.hanako, "まだいます")
    with pytest.raises(remote.NotNow):
        remote.enter(ticket=talk.ticket, by=HANAKO, at=NOW)


def test_in_the_night_nobody_is_left_and_after_a_month_nothing(talk: Talk) -> None:
    talk.begins()
    talk.says(talk.hanako, "こんにちは")
    assert keeping.everything_kept(person=HANAKO.key)["calls"][0]["said"] == ["こんにちは"]

    keeping.close_day(at=NOW + timedelta(days=1))

    row = models.Call.objects.get()
    assert (row.person, row.state, row.messages.count(), row.seats.count()) == ("", State.ENDED, 0, 0)
    assert keeping.everything_kept(person=HANAKO.key) == {}
    keeping.close_day(at=NOW + timedelta(days=31))
    assert not models.Call.objects.exists()


def test_a_person_who_wants_to_be_forgotten_is(talk: Talk) -> None:
    talk.begins()
    talk.says(talk.hanako, "こんにちは")

    keeping.forget(person=HANAKO.key)

    assert not models.Message.objects.exists()
    assert keeping.everything_kept(person=HANAKO.key) == {}
    with pytest.raises(remote.NoSuchSeat):
        remote.seat(token=talk.hanako)


def test_an_interpreter_sits_there_by_invitation_until_the_next_one(talk: Talk) -> None:
    talk.begins()
    first = remote.invite(call=talk.call.key, by=CLERK, at=NOW)
    assert remote.say_name(token=first, name="  王 芳 ", at=NOW).name == "王 芳"
    with pytest.raises(remote.NotYours):
        remote.say_name(token=talk.hanako, name="花子", at=NOW)

    second = remote.invite(call=talk.call.key, by=CLERK, at=NOW)

    assert remote.seat(token=second).name == ""
    with pytest.raises(remote.NoSuchSeat):
        remote.seat(token=first)
    with pytest.raises(remote.NotNow):
        remote.invite(call=talk.call.key, by=OTHER, at=NOW)


def test_a_line_that_is_served_face_to_face_has_no_seats(talk: Talk) -> None:
    with pytest.raises(remote.NotRemote):
        remote.enter(ticket=talk.takes_a_number("moving"), by=HANAKO, at=NOW)


def test_every_act_stands_in_the_log(talk: Talk) -> None:
    talk.begins()
    remote.invite(call=talk.call.key, by=CLERK, at=NOW)
    remote.end(call=talk.call.key, by=CLERK, client_key="end", at=NOW)

    done = {line.action for line in audit.about(thing=talk.call.key)}
    assert done == {"remote.enter", "remote.accept", "remote.invite", "remote.end"}


def test_a_turn_server_gets_a_password_that_ends_and_none_without_a_secret(settings: Settings) -> None:
    settings.REMOTE_ICE = ["stun:stun.example.jp:3478", "turns:turn.example.jp:5349"]
    settings.REMOTE_TURN_SECRET = ""
    assert servers.servers(name="resident", at=NOW) == [{"urls": "stun:stun.example.jp:3478"}]

    settings.REMOTE_TURN_SECRET = "shared"
    turn = servers.servers(name="resident", at=NOW)[1]

    assert turn["username"] == f"{int((NOW + timedelta(hours=4)).timestamp())}:resident"
    assert len(turn["credential"]) == 28
