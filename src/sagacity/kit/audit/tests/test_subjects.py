"""Who looked at a person's data, as that person may read it."""

from datetime import date, datetime, timedelta

import pytest

from sagacity.kit import policy
from sagacity.kit.audit import api as audit

pytestmark = pytest.mark.django_db
CLERK = policy.Person(key="urn:ngsi-ld:Staff:koga", name="古賀", kind="staff", division="市民課")
HANAKO = "urn:ngsi-ld:Inhabitant:hanako"


def looked(at: datetime, *, subject: str = HANAKO, visible_from: datetime | None = None) -> None:
    audit.record(
        actor=CLERK,
        action="register.read",
        thing=subject,
        at=at,
        purpose="住民票の交付のため",
        subject=subject,
        group="four_facts",
        channel="counter",
        visible_from=visible_from,
    )


def test_a_person_reads_day_division_and_purpose_but_no_name(at: datetime) -> None:
    looked(at)

    (look,) = audit.looks_at(subjects=[HANAKO], at=at)

    assert (look.day, look.division, look.purpose) == (date(2026, 9, 15), "市民課", "住民票の交付のため")
    assert (look.group, look.channel) == ("four_facts", "counter")
    assert "古賀" not in repr(look)
    assert CLERK.key not in repr(look)


def test_nobody_sees_looks_at_somebody_else(at: datetime) -> None:
    looked(at, subject="urn:ngsi-ld:Inhabitant:taro")
    audit.record(actor=CLERK, action="notice.send", thing="断水", at=at)

    assert audit.looks_at(subjects=[HANAKO], at=at) == []
    assert audit.looks_at(subjects=[""], at=at) == []
    with pytest.raises(audit.NoSuchLook):
        audit.look(number=audit.latest()[1].number, subjects=[HANAKO], at=at)


def test_looking_at_oneself_is_no_look(at: datetime) -> None:
    audit.record(actor=HANAKO, action="me.read", thing=HANAKO, at=at, subject=HANAKO)

    assert audit.looks_at(subjects=[HANAKO], at=at) == []


def test_a_look_that_a_law_withholds_appears_when_its_day_has_come(at: datetime) -> None:
    looked(at, visible_from=at + timedelta(days=90))

    assert audit.count_looks(subjects=[HANAKO], at=at + timedelta(days=89)) == 0
    assert audit.count_looks(subjects=[HANAKO], at=at + timedelta(days=90)) == 1


def test_looks_come_newest_first_and_page_by_page(at: datetime) -> None:
    for day in range(5):
        looked(at + timedelta(days=day))

    later = at + timedelta(days=9)
    days = [look.day.day for look in audit.looks_at(subjects=[HANAKO], at=later, limit=2, offset=2)]
    assert days == [17, 16]
    assert audit.count_looks(subjects=[HANAKO], at=later) == 5
