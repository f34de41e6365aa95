from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from django.db import transaction

from sagacity.identity import api as identity
from sagacity.identity.register import api as register
from sagacity.identity.register.testing import HANAKO, enrolled
from sagacity.identity.testing import StaffActor
from sagacity.kit import policy
from sagacity.kit.audit import api as audit

pytestmark = pytest.mark.django_db
Group = register.ColumnGroup
FOUR = frozenset({Group.FOUR_FACTS})


@pytest.fixture
def tokunaga(staff_with: Callable[..., StaffActor]) -> policy.Person:
    """A clerk of resident records."""
    return staff_with("tokunaga", "resident_clerk").person


def opened(
    key: str,
    by: policy.Person,
    at: datetime,
    *,
    purpose: str = "住民票の交付のため",
    groups: frozenset[Group] = FOUR,
) -> register.Facts:
    return register.facts(key=key, by=by, purpose=purpose, groups=groups, channel="counter", at=at)


def test_a_clerk_with_a_purpose_reads_the_four_facts_and_the_log_knows(
    tokunaga: policy.Person, at: datetime
) -> None:
    hanako = enrolled(at=at)

    said = opened(hanako.key, tokunaga, at)

    assert (said.name, said.birth_date, said.address) == (HANAKO.name, HANAKO.birth_date, HANAKO.address)
    assert said.household == ()
    (line, *_) = audit.about(thing=hanako.key)
    assert (line.action, line.actor, line.purpose) == ("register.read", tokunaga.key, "住民票の交付のため")
    (look,) = audit.looks_at(subjects=[hanako.key], at=at)
    assert (look.purpose, look.group, look.channel) == ("住民票の交付のため", "four_facts", "counter")


@pytest.mark.parametrize("purpose", ["", "   ", "調査", "番号は1234-5678-9018"])
def test_nothing_opens_without_a_purpose_and_the_attempt_is_logged(
    purpose: str, tokunaga: policy.Person, at: datetime
) -> None:
    hanako = enrolled(at=at)

    with pytest.raises(register.NoPurpose):
        opened(hanako.key, tokunaga, at, purpose=purpose)

    (line, *_) = audit.about(thing=hanako.key)
    assert line.action == "register.refused"
    assert audit.looks_at(subjects=[hanako.key], at=at) == []
    assert "9018" not in line.purpose


@pytest.mark.parametrize(
    ("roles", "groups"),
    [
        ((), FOUR),
        (("data_clerk",), FOUR),
        (("administrator",), FOUR),
        (("resident_clerk",), FOUR | {Group.SUPPORT}),
        (("support_officer",), frozenset({Group.HOUSEHOLD})),
        (("resident_clerk",), frozenset()),
    ],
)
def test_a_group_that_is_not_allowed_stays_closed(
    roles: tuple[str, ...], groups: frozenset[Group], staff_with: Callable[..., StaffActor], at: datetime
) -> None:
    hanako = enrolled(at=at)

    with pytest.raises(register.NotAllowed):
        opened(hanako.key, staff_with("somebody", *roles).person, at, groups=groups)

    assert audit.about(thing=hanako.key)[0].action == "register.refused"


def test_no_resident_reads_by_the_door_of_staff(at: datetime) -> None:
    hanako = enrolled(at=at)
    resident = policy.Person("r", "", "resident", frozenset({identity.REGISTER_FACTS}))

    with pytest.raises(register.NotAllowed):
        opened(hanako.key, resident, at)


def test_an_address_under_support_measures_leaves_to_its_officer_alone(
    tokunaga: policy.Person, staff_with: Callable[..., StaffActor], at: datetime
) -> None:
    hidden = enrolled(replace(HANAKO, has_support_measures=True), at=at)
    officer = staff_with("officer", "support_officer").person
    herself = policy.Person("urn:ngsi-ld:Resident:1", "", "resident")

    at_the_counter = opened(hidden.key, tokunaga, at)
    at_home = register.own_facts(
        key=hidden.key, resident=herself, purpose="申請の下書き", channel="app", at=at
    )
    for_the_officer = opened(hidden.key, officer, at, groups=FOUR | {Group.SUPPORT})

    assert (at_the_counter.address, at_the_counter.address_is_withheld) == ("", True)
    assert at_the_counter.has_support_measures is False
    assert (at_home.address, at_home.address_is_withheld) == ("", True)
    assert (for_the_officer.address, for_the_officer.has_support_measures) == (HANAKO.address, True)


def test_a_household_names_nobody_under_support_measures(at: datetime) -> None:
    hanako = enrolled(at=at)
    child = enrolled(replace(HANAKO, number="1002", name="見本　月子"), at=at)
    hidden = enrolled(replace(HANAKO, number="1003", name="見本　守", has_support_measures=True), at=at)

    assert register.household(hanako.key) == (child.key,)
    assert register.household(hidden.key) == ()


def test_a_record_closed_to_other_tasks_opens_to_the_officer_alone(
    tokunaga: policy.Person, staff_with: Callable[..., StaffActor], at: datetime
) -> None:
    closed = enrolled(replace(HANAKO, is_closed_to_others=True), at=at)

    with pytest.raises(register.NotAllowed):
        opened(closed.key, tokunaga, at)
    assert opened(closed.key, staff_with("officer", "support_officer").person, at).name == HANAKO.name


@pytest.mark.django_db(transaction=True)
def test_a_record_cannot_be_opened_in_a_transaction_that_may_still_be_undone(at: datetime) -> None:
    hanako = enrolled(at=at)
    clerk = policy.Person("s", "徳永", "staff", frozenset({identity.REGISTER_FACTS}))

    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        opened(hanako.key, clerk, at)

    assert opened(hanako.key, clerk, at).name == HANAKO.name
