"""Whatever people do in whatever order: never over capacity, and the line keeps its order."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from sagacity.reservations import api as reservations
from sagacity.reservations import models
from sagacity.reservations.tests.conftest import CLERK, SUBJECT, Line, terms

AT = datetime(2026, 9, 15, tzinfo=UTC)
MOST = 4
_acts = some.one_of(
    some.tuples(some.just("book"), some.integers(1, MOST)),
    some.tuples(some.just("cancel"), some.integers(0, 30)),
    some.tuples(some.just("change"), some.integers(0, 30), some.integers(1, MOST)),
    some.tuples(some.just("capacity"), some.integers(MOST, 12), some.integers(0, 10)),
)
Act = tuple[str, int] | tuple[str, int, int]


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.integers(MOST, 8), some.integers(0, 8), some.lists(_acts, max_size=25))
def test_never_over_capacity_and_nobody_is_overtaken_by_the_like(
    capacity: int, waiting: int, acts: list[Act]
) -> None:
    with _nothing_stays():
        reservations.open_offer(subject=SUBJECT, terms=_terms(capacity, waiting), by=CLERK, at=AT)
        line = Line(AT)
        made: list[reservations.Booking] = []
        before: list[int] = []
        for act in acts:
            _does(act, line, made)
            before = _holds(before)


def _does(act: Act, line: Line, made: list[reservations.Booking]) -> None:
    try:
        if act[0] == "book":
            made.append(line.books(act[1]))
        elif act[0] == "capacity":
            reservations.change_offer(subject=SUBJECT, terms=_terms(*act[1:]), by=CLERK, at=AT)
        elif made and act[0] == "cancel":
            line.cancels(made[act[1] % len(made)])
        elif made:
            chosen = made[act[1] % len(made)]
            reservations.change_places(booking=chosen.key, places=act[2], by=CLERK, at=AT)  # type: ignore[misc]
    except (reservations.Refused, reservations.FewerThanPromised):
        pass  # refused is fine; what must hold is asked afterwards


def _holds(before: list[int]) -> list[int]:
    """What must be true after every act; answers the numbers in line."""
    offer = models.Offer.objects.get()
    rows = list(models.Booking.objects.order_by("number"))
    booked = [row for row in rows if row.state == "booked"]
    line = [row for row in rows if row.state == "waiting"]
    free = offer.capacity - sum(row.places for row in booked)

    assert free >= 0
    assert offer.taken == sum(row.places for row in booked)
    assert offer.line == sum(row.places for row in line)
    assert not [row for row in line if row.places <= free], "somebody waits although they would fit"
    found = [reservations.booking(key=row.key).position for row in line]
    assert found == list(range(1, len(line) + 1))
    stayed = [row.number for row in line if row.number in before]
    assert stayed == [number for number in before if number in stayed], "the line changed its order"
    return [row.number for row in line]


def _terms(capacity: int, waiting: int) -> reservations.Terms:
    return terms(AT, capacity=capacity, waiting_places=waiting, most_per_booking=MOST)


@contextmanager
def _nothing_stays() -> Iterator[None]:
    """Undo everything of one example."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
