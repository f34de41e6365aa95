"""When the sun crosses the horizon: the equations of the NOAA solar calculator, after Meeus."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from math import acos, asin, cos, degrees, radians, sin, tan

HORIZON = 90.833  # degrees from straight above: half the sun's disc and the bending of light
TWILIGHT = 96.0  # civil twilight: outside one can see without a lamp
_EPOCH = datetime(2000, 1, 1, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class SunDay:
    """One day's light; None where the sun does not cross the line on that day."""

    on: date
    first_light: datetime | None
    rises: datetime | None
    sets: datetime | None
    last_light: datetime | None


def day(on: date, *, latitude: float, longitude: float) -> SunDay:
    """The light of a calendar day in Japan."""
    return SunDay(
        on=on,
        first_light=_crossing(on, latitude, longitude, TWILIGHT, rising=True),
        rises=_crossing(on, latitude, longitude, HORIZON, rising=True),
        sets=_crossing(on, latitude, longitude, HORIZON, rising=False),
        last_light=_crossing(on, latitude, longitude, TWILIGHT, rising=False),
    )


def _crossing(on: date, latitude: float, longitude: float, zenith: float, *, rising: bool) -> datetime | None:
    noon = datetime(on.year, on.month, on.day, 12, tzinfo=UTC) - timedelta(hours=longitude / 15)
    moment = noon
    for _ in range(3):  # the sun moves on while it climbs; the third look changes less than a second
        declination, equation = _sun_at(moment)
        width = _half_day(latitude, declination, zenith)
        if width is None:
            return None
        moment = noon - timedelta(minutes=equation) + timedelta(hours=(-width if rising else width) / 15)
    return (moment + timedelta(seconds=30)).replace(second=0, microsecond=0)


def _half_day(latitude: float, declination: float, zenith: float) -> float | None:
    """Degrees that the earth turns between the crossing and noon."""
    steep = cos(radians(zenith)) / (cos(radians(latitude)) * cos(declination))
    ratio = steep - tan(radians(latitude)) * tan(declination)
    return degrees(acos(ratio)) if -1 <= ratio <= 1 else None


def _sun_at(moment: datetime) -> tuple[float, float]:
    """The sun's declination in radians and the equation of time in minutes."""
    century = (moment - _EPOCH).total_seconds() / 86400 / 36525
    mean_longitude = radians((280.46646 + century * (36000.76983 + century * 0.0003032)) % 360)
    anomaly = radians(357.52911 + century * (35999.05029 - 0.0001537 * century))
    eccentricity = 0.016708634 - century * (0.000042037 + 0.0000001267 * century)
    centre = (
        sin(anomaly) * (1.914602 - century * (0.004817 + 0.000014 * century))
        + sin(2 * anomaly) * (0.019993 - 0.000101 * century)
        + sin(3 * anomaly) * 0.000289
    )
    node = radians(125.04 - 1934.136 * century)
    apparent = mean_longitude + radians(centre - 0.00569 - 0.00478 * sin(node))
    tilt = radians(
        23 + (26 + (21.448 - century * (46.815 + century * (0.00059 - century * 0.001813))) / 60) / 60
    ) + radians(0.00256) * cos(node)
    half = tan(tilt / 2) ** 2
    equation = degrees(
        half * sin(2 * mean_longitude)
        - 2 * eccentricity * sin(anomaly)
        + 4 * eccentricity * half * sin(anomaly) * cos(2 * mean_longitude)
        - 0.5 * half**2 * sin(4 * mean_longitude)
        - 1.25 * eccentricity**2 * sin(2 * anomaly)
    )
    return asin(sin(tilt) * sin(apparent)), 4 * equation
