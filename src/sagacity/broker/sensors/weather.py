"""A plausible world for simulated sensors: rain comes and goes, rivers follow it, people follow the clock.

Everything is computed from the moment and a seed alone: the same moment always gives the same reading, so a
simulation can be stopped, continued and repeated.
"""

import hashlib
import math

_HOUR = 3_600_000  # ms
_LAGS = (0.5, 1, 2, 3, 5, 8, 12)  # hours that rain takes to reach a gauge


def chance(*what: object) -> float:
    """A number from 0 to 1 that depends on nothing but what it is asked for."""
    digest = hashlib.blake2b(repr(what).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2**64


def smooth(seed: str, at: int, *, every: int) -> float:
    """A number from 0 to 1 that wanders: fixed every so many ms, softly changing in between."""
    step, rest = divmod(at, every)
    share = (1 - math.cos(math.pi * rest / every)) / 2
    return chance(seed, step) * (1 - share) + chance(seed, step + 1) * share


def rain(seed: str, at: int) -> float:
    """Millimetres an hour: mostly none, now and then a front of some hours with showers in it."""
    front = max(0.0, smooth(f"{seed}/front", at, every=9 * _HOUR) - 0.62) / 0.38
    shower = smooth(f"{seed}/shower", at, every=_HOUR // 3)
    return round(60 * math.pow(front, 1.5) * shower, 1)


def river(seed: str, at: int, *, calm: float, swell: float) -> float:
    """Metres: calm, and higher by up to ``swell`` hours after heavy rain upstream."""
    fallen = sum(rain(seed, at - int(lag * _HOUR)) / (1 + lag / 3) for lag in _LAGS)
    ripple = (smooth(f"{seed}/ripple", at, every=120_000) - 0.5) * 0.02
    return round(calm + swell * (1 - math.exp(-fallen / 60)) + ripple, 3)


def of_day(at: int, *, hours_ahead: float = 9.0) -> tuple[float, bool]:
    """The hour on the wall (0 to 24) and whether it is a weekend."""
    local = at / _HOUR + hours_ahead
    return local % 24, (int(local // 24) + 3) % 7 >= 5  # 1970-01-01 was a Thursday


def crowd(seed: str, at: int, *, most: float) -> float:
    """People: few at night, peaks at nine, noon and six; weekends come later and stay."""
    hour, is_weekend = of_day(at)
    peaks = ((13, 3.0, 1.0),) if is_weekend else ((8.7, 1.1, 0.8), (12.3, 1.2, 0.7), (18.0, 1.8, 1.0))
    busy = sum(weight * math.exp(-(((hour - peak) / width) ** 2)) for peak, width, weight in peaks)
    return most * min(1.0, busy) * (0.8 + 0.4 * smooth(f"{seed}/crowd", at, every=_HOUR // 4)) / 1.2
