"""Eight procedures on one sheet: what is asked once, what follows, one signature, eight cases."""

from datetime import date, datetime

import pytest

from sagacity.identity.register import api as register
from sagacity.identity.register.testing import enrolled
from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.procedures.api import Source
from sagacity.procedures.cases import api as cases
from sagacity.procedures.guide import api as guide
from sagacity.procedures.visits import api as visits
from sagacity.procedures.visits import testing
from sagacity.procedures.visits.tests.conftest import BABA


def signed(visit: str, at: datetime) -> visits.Visit:
    pairing = visits.pair(visit=visit, by=BABA, at=at)
    token = visits.join(code=pairing.code, at=at)
    seen = visits.visit(key=visit).revision
    return visits.sign_on_screen(token=token, seen=seen, written="見本 花子", at=at)


def test_what_eight_procedures_ask_is_asked_once(visit: visits.Visit, at: datetime) -> None:
    assert len(visit.wanted) == 8

    written = testing.fill_in(visit=visit.key, at=at)

    sheet = visits.sheet(visit=visit.key, at=at)
    each = sum(len(part.checked.asked) for part in sheet.parts)
    assert sheet.is_whole
    assert (each, len(sheet.checked.asked)) == (101, 65)
    assert written < 50  # the rest follows from what was written
    assert sheet.composed.times("once__register_address") == 8


def test_what_follows_from_an_answer_is_there_with_its_source(visit: visits.Visit, at: datetime) -> None:
    visits.write(
        visit=visit.key, answers={"once__card_name": testing.MOTHER}, seen=0, source=Source.STAFF, at=at
    )

    sheet = visits.sheet(visit=visit.key, at=at)
    assert sheet.answers["same__head__" + _mark(sheet)] == testing.MOTHER
    assert sheet.sources["same__head__" + _mark(sheet)] is Source.RULE
    assert sheet.answers["moving_in_notice__people"] == [{"person": testing.MOTHER}]


def test_one_signature_makes_eight_cases_and_again_the_same(visit: visits.Visit, at: datetime) -> None:
    testing.fill_in(visit=visit.key, at=at)
    signed(visit.key, at)

    done = visits.finish(visit=visit.key, by=BABA, at=at)
    again = visits.finish(visit=visit.key, by=BABA, at=at)

    assert done.refused == ()
    assert [one.case for one in again.visit.wanted] == [one.case for one in done.visit.wanted]
    assert len({one.number for one in done.visit.wanted}) == 8
    for one in done.visit.wanted:
        case = cases.case(key=one.case)
        assert case.channel == "counter"
    story = cases.story(key=done.visit.wanted[2].case, by=policy.SYSTEM, purpose="試験のため見る", at=at)
    assert story.answers["name"] == testing.MOTHER
    assert len(story.papers["signature"]) == 1
    assert visits.sheet(visit=visit.key, at=at).answers == {}  # the cases alone keep what was written


def test_the_list_at_the_end_says_what_happened_and_what_follows(visit: visits.Visit, at: datetime) -> None:
    testing.fill_in(visit=visit.key, at=at)
    signed(visit.key, at)
    guide.tick(key=visit.handed, rule="water_start", done=True, by=BABA, at=at)

    visits.finish(visit=visit.key, by=BABA, at=at)

    token = visits.address(visit=visit.key)
    shown = visits.closing_view(closing=visits.open_by(token=token, at=at), language="en")
    assert len(shown["taken"]) == 8
    assert [one["name"] for one in shown["done"]] == ["Water: begin, or change the name"]
    assert [one["name"] for one in shown["left"]] == ["Going on using My Number Cards"]
    assert shown["left"][0]["brings"]
    fresh = visits.address(visit=visit.key)
    with pytest.raises(visits.NoSuchClosing):
        visits.open_by(token=token, at=at)
    assert visits.open_by(token=fresh, at=at)
    assert "見本" not in str(visits.open_by(token=fresh, at=at))


def test_nobody_finishes_what_nobody_signed(visit: visits.Visit, at: datetime) -> None:
    with pytest.raises(visits.NotSigned):
        visits.finish(visit=visit.key, by=BABA, at=at)
    testing.fill_in(visit=visit.key, at=at)
    signed(visit.key, at)

    visits.write(
        visit=visit.key,
        answers={"once__profile_phone": "0952-24-9999"},
        seen=999,
        source=Source.RESIDENT,
        at=at,
    )

    with pytest.raises(visits.NotSigned):
        visits.finish(visit=visit.key, by=BABA, at=at)


def test_what_cannot_be_taken_in_is_said_and_the_others_stand(at: datetime) -> None:
    entry = register.Entry(
        number="900001", name="見本　花子", birth_date=date(1990, 1, 2), address="佐賀市大財1番1号"
    )
    inhabitant = enrolled(entry, at=at).key
    visitor = visits.Visitor(inhabitant, "", "運転免許証で確認。受付のため")
    wanted = ["child_allowance", "dog_change"]
    for turn in ("one", "two"):
        visit = visits.open_visit(wanted=wanted, visitor=visitor, by=BABA, client_key=turn, at=at)
        visits.prefill(visit=visit.key, by=BABA, at=at)
        testing.fill_in(visit=visit.key, at=at)
        signed(visit.key, at)
        done = visits.finish(visit=visit.key, by=BABA, at=at)

    (refused,) = done.refused
    assert refused.wanted.procedure == "child_allowance"
    assert isinstance(refused.problem, cases.OneAlready)
    assert [bool(one.case) for one in done.visit.wanted] == [False, True]
    visits.drop(visit=visit.key, procedure="child_allowance", by=BABA, at=at)
    signed(visit.key, at)
    assert visits.finish(visit=visit.key, by=BABA, at=at).visit.state is visits.State.DONE


def test_the_register_fills_in_with_its_source_and_the_look_stands_in_the_log(at: datetime) -> None:
    entry = register.Entry(
        number="900002", name="見本　花子", birth_date=date(1990, 1, 2), address="佐賀市大財1番1号"
    )
    inhabitant = enrolled(entry, at=at).key
    visitor = visits.by_facts(
        name="見本 花子", birth_date=entry.birth_date, address="", purpose="運転免許証で確認。受付のため"
    )
    visit = visits.open_visit(wanted=["dog_change"], visitor=visitor, by=BABA, client_key="one", at=at)

    visits.prefill(visit=visit.key, by=BABA, at=at)

    sheet = visits.sheet(visit=visit.key, at=at)
    assert sheet.answers["once__card_name"] == {"family": "見本", "given": "花子"}
    assert sheet.sources["once__register_address"] is Source.REGISTER
    purposes = {one.purpose for one in audit.looks_at(subjects=[inhabitant], at=at)}
    assert purposes == {"運転免許証で確認。受付のため"}


def _mark(sheet: visits.Sheet) -> str:
    own = sheet.composed.places["moving_in_notice"]["head"]
    return own.rpartition("__")[2]
