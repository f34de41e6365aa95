from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.registry.collection import api as collection

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 4, 1), date(2027, 3, 31)
KIND = "燃えるごみ"
YEAR_END = date(2026, 12, 29)  # the pack adds this Tuesday


@pytest.fixture(autouse=True)
def pack(packs: Path, at: datetime) -> None:
    collection.load_pack(packs / "example" / "garbage", by=policy.SYSTEM, at=at)


@pytest.fixture
def sea() -> str:
    return next(one.key for one in collection.patterns(on=FIRST) if one.name == "海")


@pytest.fixture
def harbour() -> str:
    return next(one.key for one in collection.areas() if one.name == "みなと一丁目")


def days(area: str, kind: str = KIND) -> list[date]:
    return [day.on for day in collection.days(area=area, from_=FIRST, until=LAST) if day.kind == kind]


def test_an_edit_is_invisible_until_a_second_person_approves_it(
    sea: str, harbour: str, clerk: policy.Person, chief: policy.Person, at: datetime
) -> None:
    before = days(harbour)

    collection.set_rules(pattern=sea, kind=KIND, text="毎週水曜日", by=clerk, at=at)
    assert days(harbour) == before
    collection.approve(pattern=sea, from_=FIRST, until=LAST, by=chief, at=at)

    assert {on.weekday() for on in days(harbour) if on != YEAR_END} == {2}


def test_whoever_edited_cannot_approve(sea: str, clerk: policy.Person, at: datetime) -> None:
    collection.set_rules(pattern=sea, kind=KIND, text="毎週水曜日", by=clerk, at=at)

    with pytest.raises(collection.SamePerson):
        collection.approve(pattern=sea, from_=FIRST, until=LAST, by=clerk, at=at)


def test_two_editors_are_both_barred(
    sea: str, clerk: policy.Person, chief: policy.Person, at: datetime
) -> None:
    collection.set_rules(pattern=sea, kind=KIND, text="毎週水曜日", by=chief, at=at)
    collection.set_rules(pattern=sea, kind=KIND, text="毎週木曜日", by=clerk, at=at)

    with pytest.raises(collection.SamePerson):
        collection.approve(pattern=sea, from_=FIRST, until=LAST, by=chief, at=at)


def test_the_difference_names_exactly_the_days_that_approval_changes(
    sea: str, harbour: str, clerk: policy.Person, chief: policy.Person, at: datetime
) -> None:
    before = set(days(harbour))
    collection.set_rules(pattern=sea, kind=KIND, text="毎週月・水曜日", by=clerk, at=at)

    change = collection.difference(pattern=sea, from_=FIRST, until=LAST)
    collection.approve(pattern=sea, from_=FIRST, until=LAST, by=chief, at=at)

    after = set(days(harbour))
    assert {day.on for day in change.added} == after - before
    assert {day.on for day in change.removed} == before - after


def test_a_new_period_ends_the_old_calendar_and_does_not_come_back_after_it(
    sea: str, harbour: str, clerk: policy.Person, chief: policy.Person, at: datetime
) -> None:
    collection.set_rules(pattern=sea, kind=KIND, text="毎週水曜日", by=clerk, at=at)
    collection.approve(pattern=sea, from_=date(2026, 10, 1), until=date(2026, 12, 31), by=chief, at=at)

    found = days(harbour)

    assert {on.weekday() for on in found if on < date(2026, 10, 1)} == {0, 3}
    assert {on.weekday() for on in found if on >= date(2026, 10, 1) and on != YEAR_END} == {2}
    assert max(found) <= date(2026, 12, 31)


def test_a_discarded_draft_stays_in_the_history_only(
    sea: str, harbour: str, clerk: policy.Person, at: datetime
) -> None:
    before = days(harbour)
    collection.set_rules(pattern=sea, kind=KIND, text="毎週水曜日", by=clerk, at=at)

    collection.discard(pattern=sea, by=clerk, at=at)

    assert collection.pattern(sea, on=FIRST).draft is None
    assert [version.state for version in collection.history(sea)] == ["discarded", "approved"]
    assert days(harbour) == before


def test_an_exception_that_would_change_nothing_is_refused(
    sea: str, clerk: policy.Person, at: datetime
) -> None:
    monday, tuesday = date(2026, 6, 1), date(2026, 6, 2)
    for on, change in ((monday, collection.Change.ADD), (tuesday, collection.Change.CANCEL)):
        with pytest.raises(collection.SenselessException):
            collection.add_exception(
                pattern=sea, exception=collection.DatedException(on, KIND, change), by=clerk, at=at
            )


def test_an_exception_can_be_taken_back(
    sea: str, harbour: str, clerk: policy.Person, chief: policy.Person, at: datetime
) -> None:
    before = days(harbour)
    monday = date(2026, 6, 1)
    cancel = collection.DatedException(monday, KIND, collection.Change.CANCEL)
    collection.add_exception(pattern=sea, exception=cancel, by=clerk, at=at)
    collection.approve(pattern=sea, from_=FIRST, until=None, by=chief, at=at)
    assert days(harbour) == [on for on in before if on != monday]

    collection.drop_exception(pattern=sea, on=monday, kind=KIND, by=clerk, at=at)
    collection.approve(pattern=sea, from_=FIRST, until=None, by=chief, at=at)

    assert days(harbour) == before


def test_a_closure_reaches_every_pattern_of_its_facility(clerk: policy.Person, at: datetime) -> None:
    closure = collection.Closure("みほんクリーンセンター", date(2026, 8, 13), date(2026, 8, 15))

    written = collection.close_facility(closure=closure, by=clerk, at=at)

    assert len(written) == 2
    assert all(closure in version.plan.closures for version in written)


def test_approval_is_told_and_written_down(
    sea: str, clerk: policy.Person, chief: policy.Person, at: datetime
) -> None:
    collection.set_rules(pattern=sea, kind=KIND, text="毎週水曜日", by=clerk, at=at)
    collection.approve(pattern=sea, from_=FIRST, until=LAST, by=chief, at=at)

    lines = [(line.action, line.actor) for line in audit.about(thing=sea)]

    assert lines[0] == ("collection.approve", chief.key)
    assert ("collection.rules", clerk.key) in lines


def test_the_same_pack_again_changes_nothing_and_keeps_what_staff_approved(
    sea: str, harbour: str, clerk: policy.Person, chief: policy.Person, packs: Path, at: datetime
) -> None:
    collection.set_rules(pattern=sea, kind=KIND, text="毎週水曜日", by=clerk, at=at)
    collection.approve(pattern=sea, from_=FIRST, until=None, by=chief, at=at)
    mine = days(harbour)

    collection.load_pack(packs / "example" / "garbage", by=policy.SYSTEM, at=at + timedelta(days=1))

    assert days(harbour) == mine
    assert [one.name for one in collection.patterns(on=FIRST) if one.draft] == []


def test_both_packs_are_whole(packs: Path) -> None:
    for city in ("saga", "example"):
        assert collection.check_pack(packs / city / "garbage") == []


def test_a_pack_with_a_typo_says_where(packs: Path, tmp_path: Path) -> None:
    for file in (packs / "example" / "garbage").iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    rules = tmp_path / "patterns.toml"
    rules.write_text(rules.read_text("utf-8").replace("第2・4水曜日", "曜34"), "utf-8")

    (problem,) = collection.check_pack(tmp_path)

    assert "patterns.toml" in problem
    assert "曜34" in problem
