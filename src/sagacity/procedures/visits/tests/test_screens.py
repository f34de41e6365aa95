"""Two screens and two clerks: nothing is overwritten, a lost screen shows nothing, all goes in time."""

from datetime import datetime, timedelta

import pytest

from sagacity.procedures.api import Source
from sagacity.procedures.guide import api as guide
from sagacity.procedures.visits import api as visits
from sagacity.procedures.visits import keeping, testing
from sagacity.procedures.visits.tests.conftest import BABA, NAGATA

PHONE, MAIL = "once__profile_phone", "once__account_mail"


def writes(
    visit: visits.Visit, at: datetime, seen: int, writer: str = "", **answers: object
) -> visits.Written:
    return visits.write(
        visit=visit.key, answers=answers, seen=seen, source=Source.STAFF, writer=writer, at=at
    )


def test_a_page_that_is_older_overwrites_nothing_and_says_so(visit: visits.Visit, at: datetime) -> None:
    writes(visit, at, 0, **{PHONE: "0952-24-3151"})

    stale = writes(visit, at, 0, **{PHONE: "", MAIL: "hanako@example.jp"})
    against = writes(visit, at, 0, **{PHONE: "0952-24-9999"})

    assert (stale.elsewhere, stale.changed) == ({}, (MAIL,))
    assert against.elsewhere == {PHONE: "0952-24-3151"}
    assert visits.sheet(visit=visit.key, at=at).answers[PHONE] == "0952-24-3151"


def test_a_page_does_not_stand_in_its_own_way(visit: visits.Visit, at: datetime) -> None:
    writes(visit, at, 0, "page", **{PHONE: "0952-24-3151"})
    again = writes(visit, at, 0, "page", **{PHONE: "0952-24-9999"})

    assert again.elsewhere == {}
    assert PHONE not in visits.changed_since(visit=visit.key, revision=0, writer="page")
    assert PHONE in visits.changed_since(visit=visit.key, revision=0, writer="other")


def test_a_code_joins_one_screen_once_and_for_ten_minutes(visit: visits.Visit, at: datetime) -> None:
    code = visits.pair(visit=visit.key, by=BABA, at=at).code
    with pytest.raises(visits.NoSuchCode):
        visits.join(code=code, at=at + timedelta(minutes=10))
    token = visits.join(code=f"{code[:4]}-{code[4:].lower()}", at=at)
    with pytest.raises(visits.NoSuchCode):
        visits.join(code=code, at=at)

    assert visits.visit_of(token=token, at=at).key == visit.key
    visits.cut_off(visit=visit.key, by=BABA, at=at)
    for lost in (token, ""):
        with pytest.raises(visits.ScreenEnded):
            visits.visit_of(token=lost, at=at)


def test_a_screen_that_was_taken_along_shows_nothing_after_two_hours(
    visit: visits.Visit, at: datetime
) -> None:
    token = visits.join(code=visits.pair(visit=visit.key, by=BABA, at=at).code, at=at)

    with pytest.raises(visits.ScreenEnded):
        visits.visit_of(token=token, at=at + timedelta(hours=2))


def test_another_screen_takes_the_place_of_a_lost_one(visit: visits.Visit, at: datetime) -> None:
    lost = visits.join(code=visits.pair(visit=visit.key, by=BABA, at=at).code, at=at)
    fresh = visits.join(code=visits.pair(visit=visit.key, by=BABA, at=at).code, at=at)

    with pytest.raises(visits.ScreenEnded):
        visits.visit_of(token=lost, at=at)
    assert visits.visit_of(token=fresh, at=at).screen


def test_nobody_signs_what_is_not_whole_or_what_they_have_not_read(visit: visits.Visit, at: datetime) -> None:
    token = visits.join(code=visits.pair(visit=visit.key, by=BABA, at=at).code, at=at)
    with pytest.raises(visits.NotWhole):
        visits.sign_on_screen(token=token, seen=0, written="見本 花子", at=at)
    testing.fill_in(visit=visit.key, at=at)
    with pytest.raises(visits.SheetMoved):
        visits.sign_on_screen(token=token, seen=0, written="見本 花子", at=at)

    seen = visits.visit(key=visit.key).revision
    first = visits.sign_on_screen(token=token, seen=seen, written="見本 花子", at=at)
    twice = visits.sign_on_screen(token=token, seen=seen, written="見本 花子", at=at)

    assert first.signed is not None
    assert twice.signed == first.signed


def test_without_a_screen_the_paper_is_signed(visit: visits.Visit, at: datetime) -> None:
    testing.fill_in(visit=visit.key, at=at)

    signed = visits.sign_on_paper(visit=visit.key, seen=visits.visit(key=visit.key).revision, by=BABA, at=at)

    assert signed.signed is not None
    assert signed.signed.how is visits.How.PAPER
    assert visits.finish(visit=visit.key, by=BABA, at=at).refused == ()


def test_a_colleague_takes_over_and_nothing_is_typed_again(visit: visits.Visit, at: datetime) -> None:
    writes(visit, at, 0, **{PHONE: "0952-24-3151"})
    with pytest.raises(visits.OtherClerk):
        visits.add(visit=visit.key, procedure="dog_registration", by=NAGATA, at=at)

    visits.take_over(visit=visit.key, purpose="受付を続けるため", by=NAGATA, at=at)
    visits.add(visit=visit.key, procedure="dog_registration", by=NAGATA, at=at)

    sheet = visits.sheet(visit=visit.key, at=at)
    assert sheet.composed.part("dog_registration", sheet.answers)["phone"] == "0952-24-3151"
    assert [one.key for one in visits.visits_of(clerk=NAGATA.key, at=at)] == [visit.key]
    with pytest.raises(visits.OtherClerk):
        visits.pair(visit=visit.key, by=BABA, at=at)


def test_what_was_written_goes_with_the_visit_or_after_its_day(visit: visits.Visit, at: datetime) -> None:
    writes(visit, at, 0, **{PHONE: "0952-24-3151"})
    token = visits.join(code=visits.pair(visit=visit.key, by=BABA, at=at).code, at=at)

    visits.leave(visit=visit.key, by=BABA, at=at)

    assert visits.sheet(visit=visit.key, at=at).answers == {}
    assert visits.visit_of(token=token, at=at).state is visits.State.LEFT
    with pytest.raises(visits.ScreenEnded):
        visits.visit_of(token=token, at=at + timedelta(minutes=10))
    with pytest.raises(visits.VisitIsOver):
        writes(visit, at, 0, **{PHONE: "0952-24-3151"})
    assert keeping.drop_what_is_over(at=at + timedelta(hours=12)) == 1
    with pytest.raises(visits.NoSuchVisit):
        visits.visit(key=visit.key)


def test_bereavement_is_booked_at_a_corner_of_its_own_and_the_list_goes_along(at: datetime) -> None:
    assert visits.service_of("death") == "bereavement"
    assert visits.service_of("moving_in") == "counter"
    known = {
        "known_on": "2026-09-14",
        "age": "elder",
        "pension": "receiving",
        "head": True,
        "remain": 2,
        "also": ["seal"],
    }
    handed = guide.hand_over(event="death", answers=known, at=at).set
    visit = visits.open_visit(
        wanted=visits.online(handed=handed, at=at),
        visitor=visits.by_document(purpose="運転免許証で確認。おくやみの受付のため"),
        by=BABA,
        client_key="death",
        at=at,
        event="death",
        handed=handed.key,
    )
    assert [one.procedure for one in visit.wanted] == ["funeral_grant", "head_change"]
    testing.fill_in(visit=visit.key, at=at)
    sheet = visits.sheet(visit=visit.key, at=at)
    assert sheet.composed.times(sheet.composed.places["head_change"]["deceased_name"]) == 2
    visits.sign_on_paper(visit=visit.key, seen=sheet.visit.revision, by=BABA, at=at)
    guide.tick(key=handed.key, rule="seal_return", done=True, by=BABA, at=at)

    visits.finish(visit=visit.key, by=BABA, at=at)

    said = visits.closing_view(closing=visits.closing(visit=visit.key), language="ja")
    assert len(said["taken"]) == 2
    assert [one["name"] for one in said["done"]] == ["印鑑登録証の返却"]
    assert "死亡届と火葬の許可" in [one["name"] for one in said["left"]]


def test_a_list_without_forms_is_worked_down_without_a_signature(at: datetime) -> None:
    known = {"known_on": "2026-09-14", "age": "under65", "pension": "none", "head": False, "also": []}
    handed = guide.hand_over(event="death", answers=known, at=at).set
    visitor = visits.by_document(purpose="運転免許証で確認。おくやみの受付のため")
    visit = visits.open_visit(
        wanted=[], visitor=visitor, by=BABA, client_key="none", at=at, event="death", handed=handed.key
    )

    assert visits.finish(visit=visit.key, by=BABA, at=at).visit.state is visits.State.DONE
    assert visits.closing(visit=visit.key).outcomes


def test_a_visit_is_opened_once_and_only_for_what_fits_a_sheet(at: datetime) -> None:
    visitor = visits.by_document(purpose="在留カードで確認。受付のため")
    first, second = (
        visits.open_visit(wanted=["dog_change"], visitor=visitor, by=BABA, client_key="once", at=at)
        for _ in range(2)
    )
    assert first.key == second.key
    with pytest.raises(visits.NothingWanted):
        visits.open_visit(wanted=["app_survey"], visitor=visitor, by=BABA, client_key="two", at=at)
