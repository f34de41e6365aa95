"""Checked against the times that the National Astronomical Observatory publishes."""

from datetime import date, timedelta

import pytest
from sagacity_sunrise import sun

from sagacity.kit import clock

TOKYO, FUKUOKA, SAPPORO = (35.6581, 139.7414), (33.5833, 130.4000), (43.0667, 141.3500)


@pytest.mark.parametrize(
    ("on", "place", "rises", "sets"),
    [
        (date(2024, 1, 1), TOKYO, "06:51", "16:38"),
        (date(2024, 3, 20), TOKYO, "05:45", "17:53"),
        (date(2024, 6, 21), TOKYO, "04:26", "19:00"),
        (date(2024, 1, 1), FUKUOKA, "07:23", "17:21"),
        (date(2024, 1, 1), SAPPORO, "07:06", "16:10"),
    ],
)
def test_the_sun_keeps_to_the_published_times(
    on: date, place: tuple[float, float], rises: str, sets: str
) -> None:
    light = sun.day(on, latitude=place[0], longitude=place[1])

    assert light.rises is not None
    assert light.sets is not None
    assert f"{clock.local(light.rises):%H:%M}" == rises
    assert f"{clock.local(light.sets):%H:%M}" == sets


def test_a_day_in_japan_begins_and_ends_on_that_day() -> None:
    first = date(2026, 1, 1)

    for count in range(365):
        on = first + timedelta(days=count)
        light = sun.day(on, latitude=TOKYO[0], longitude=TOKYO[1])
        moments = [light.first_light, light.rises, light.sets, light.last_light]
        assert all(moment is not None and clock.day(moment) == on for moment in moments)
        assert moments == sorted(moment for moment in moments if moment is not None)


def test_where_the_sun_does_not_set_no_time_is_invented() -> None:
    light = sun.day(date(2026, 6, 21), latitude=80.0, longitude=135.0)

    assert light.rises is None
    assert light.sets is None
