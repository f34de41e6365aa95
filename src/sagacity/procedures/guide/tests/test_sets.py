"""Sets for a counter: opened by a token, without a name, put right and ticked by whoever is there."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.apps import apps

from sagacity.kit import clock, policy
from sagacity.procedures.guide import api as guide
from sagacity.procedures.guide import sets

AT = datetime(2026, 4, 2, 12, tzinfo=clock.JAPAN)
CLERK = policy.Person("urn:ngsi-ld:Staff:baba", "馬場", "staff")
OTHER = policy.Person("urn:ngsi-ld:Staff:nagata", "永田", "staff")
ANSWERS: dict[str, Any] = {"moved_on": "2026-04-01", "copies": 2}


@pytest.fixture(autouse=True)
def _example(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    monkeypatch.setenv("SAGACITY_CITY", "example")


def handed() -> guide.Handed:
    return guide.hand_over(event="moving_in", answers=ANSWERS, at=AT)


def test_a_token_opens_the_same_answers_however_it_is_typed() -> None:
    made = handed()

    for typed in (
        made.token,
        f"GUIDE:{made.token}",
        guide.shown(made.token).lower(),
        f" {made.token[:5]} {made.token[5:]} ",
    ):
        assert guide.open_by(token=typed, at=AT) == made.set


def test_a_token_opens_nothing_when_it_is_unknown_or_over() -> None:
    made = handed()

    with pytest.raises(guide.NoSuchSet):
        guide.open_by(token="ABCDEFGHJKMN", at=AT)
    with pytest.raises(guide.NoSuchSet):
        guide.open_by(token="", at=AT)
    with pytest.raises(guide.NoSuchSet):
        guide.open_by(token=made.token, at=AT + guide.KEPT_FOR)


def test_neither_the_token_nor_anybody_stands_in_the_table() -> None:
    made = handed()
    row = apps.get_model("procedures_guide", "HandedSet").objects.values().get()

    assert made.token not in str(row)
    assert set(row) == {
        "id", "key", "digest", "client_key", "event", "answers", "revision", "made_at", "until",
    }  # fmt: skip


def test_a_new_token_makes_the_old_one_worthless() -> None:
    made = handed()

    fresh = guide.renew_token(key=made.set.key, at=AT)

    assert guide.open_by(token=fresh, at=AT).key == made.set.key
    with pytest.raises(guide.NoSuchSet):
        guide.open_by(token=made.token, at=AT)


def test_what_is_done_is_ticked_once_and_taken_back_again() -> None:
    key = handed().set.key

    guide.tick(key=key, rule="filing", done=True, by=CLERK, at=AT)
    twice = guide.tick(key=key, rule="filing", done=True, by=OTHER, at=AT + timedelta(minutes=1))

    assert [(one.rule, one.by) for one in twice.ticks] == [("filing", CLERK.key)]
    assert guide.tick(key=key, rule="filing", done=False, by=OTHER, at=AT).ticks == ()
    with pytest.raises(guide.NotInTheList):
        guide.tick(key=key, rule="nothing", done=True, by=CLERK, at=AT)


def test_answers_put_right_at_the_counter_take_away_ticks_that_are_not_in_the_list_any_more() -> None:
    key = handed().set.key
    guide.tick(key=key, rule="filing", done=True, by=CLERK, at=AT)
    guide.tick(key=key, rule="certificate", done=True, by=CLERK, at=AT)

    after = guide.write(key=key, answers={**ANSWERS, "copies": 0}, seen=0, at=AT)

    assert after.done == {"filing"}
    assert after.revision == 1


def test_two_clerks_do_not_write_over_each_other_unseen() -> None:
    key = handed().set.key
    guide.write(key=key, answers={**ANSWERS, "copies": 1}, seen=0, at=AT)

    with pytest.raises(guide.SetMoved):
        guide.write(key=key, answers={**ANSWERS, "copies": 3}, seen=0, at=AT)

    assert guide.handed_set(key=key, at=AT).answers["copies"] == 1


def test_a_set_begun_twice_at_the_counter_is_one() -> None:
    first = guide.begin_at_counter(event="moving_in", client_key="once", at=AT)
    second = guide.begin_at_counter(event="moving_in", client_key="once", at=AT)

    assert first.set.key == second.set.key
    assert second.token == ""
    with pytest.raises(guide.NoSuchEvent):
        guide.begin_at_counter(event="winning", client_key="other", at=AT)


def test_sets_go_after_a_month() -> None:
    key = handed().set.key
    guide.tick(key=key, rule="filing", done=True, by=CLERK, at=AT)

    assert sets.drop_what_is_over(at=AT + guide.KEPT_FOR - timedelta(seconds=1)) == 0
    assert sets.drop_what_is_over(at=AT + guide.KEPT_FOR) == 1
    assert apps.get_model("procedures_guide", "Tick").objects.count() == 0
