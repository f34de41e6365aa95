from datetime import datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sagacity.kit import clock
from sagacity.reservations.slots import api as slots
from sagacity.reservations.slots import models
from sagacity.reservations.slots.tests.conftest import CLERK, HANAKO, NOW, of_day, offer, put

MINUTE = timedelta(minutes=1)


def starts(service: slots.Service, day: int = 0, **more: object) -> list[str]:
    on = clock.day(NOW) + timedelta(day)
    found = slots.free(service=service.key, since=on, until=on, at=NOW, **more)  # type: ignore[arg-type]
    return [f"{clock.local(one.begins):%H:%M}×{one.resources}" for one in found]


def test_a_day_begins_after_the_notice_and_ends_with_the_last_that_fits(service: slots.Service) -> None:
    assert starts(service)[0] == "09:00×3"
    assert starts(service)[-1] == "16:45×3"
    assert starts(service, length=timedelta(hours=2))[-1] == "15:15×3"
    assert starts(service, is_staff=True)[0] == "08:30×3"


def test_a_lunch_break_splits_the_day_and_a_closed_day_has_nothing(service: slots.Service) -> None:
    sunday = starts(service, 6)

    assert "11:30×3" in sunday
    assert not {"11:45×3", "12:00×3", "12:45×3"} & set(sunday)
    assert "13:00×3" in sunday
    assert starts(service, 5) == []
    assert starts(service, 61) == []


def test_what_is_held_or_promised_is_not_free_and_a_hold_that_is_over_is(service: slots.Service) -> None:
    slots.hold(service=service.key, begins=of_day(10), holder=HANAKO.key, client_key="a", at=NOW)
    on = clock.day(NOW)

    assert starts(service)[3:8] == ["09:45×2", "10:00×2", "10:15×2", "10:30×3", "10:45×3"]
    later = slots.free(service=service.key, since=on, until=on, at=NOW + 11 * MINUTE)
    assert {one.resources for one in later} == {3}


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    taken=st.lists(st.tuples(st.integers(0, 2), st.integers(30, 72), st.integers(1, 8)), max_size=12),
    before=st.integers(0, 3),
    after=st.integers(0, 3),
    length=st.integers(6, 24),
)
def test_every_free_start_can_be_held_and_no_other(
    db: None, taken: list[tuple[int, int, int]], before: int, after: int, length: int
) -> None:
    """Against the writer itself, start by start; times in steps of ten minutes and five."""
    area = f"area-{models.Resource.objects.count()}"
    pool = put(area, "1番", "2番", "3番")
    service = offer(
        pool,
        key=f"urn:ngsi-ld:Service:{area}",
        area=area,
        before=before * 5 * MINUTE,
        after=after * 5 * MINUTE,
        grid=10 * MINUTE,
    )
    for resource, begins, long in taken:
        at = of_day(begins // 6, begins % 6 * 10)
        slots.set_absence(
            resource=pool[resource], begins=at, ends=at + long * 10 * MINUTE, because="x", by=CLERK, at=NOW
        )
    wanted = length * 5 * MINUTE
    on = clock.day(NOW)
    free = {one.begins for one in slots.free(service=service.key, since=on, until=on, at=NOW, length=wanted)}

    def can_be_held(begins: datetime) -> bool:
        try:
            held = slots.hold(
                service=service.key,
                begins=begins,
                holder="",
                client_key=f"{area}{begins}",
                length=wanted,
                at=NOW,
            )
        except slots.Refused:
            return False
        slots.give_back(slot=held.key, by=CLERK, at=NOW)
        return True

    every = [of_day(0) + number * 10 * MINUTE for number in range(144)]
    assert {begins for begins in every if can_be_held(begins)} == free
