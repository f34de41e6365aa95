"""What a sensor says now, in words: the figure, what it means, how old it is and how sure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sagacity.broker import api as broker
from sagacity.miniapps.places import distance, sensing
from sagacity.registry import api as registry

SURE = frozenset({"", "good", "ok", "normal", "valid"})
CALM = "green"
FEW_LEFT, SOME, MANY = 0.1, 0.5, 0.8  # shares of a capacity


@dataclass(frozen=True, slots=True)
class Chip:
    """One short word with a colour."""

    label: str
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """A line the city has drawn, such as a warning level of a river."""

    name: str
    text: str
    is_crossed: bool
    value: float


@dataclass(frozen=True, slots=True)
class Gauge:
    """One sensor on a page."""

    key: str
    kind: sensing.Kind
    name: str
    text: str
    state: Chip | None
    at: datetime
    age: str  # why it is old, in words; "" while it is not
    is_doubtful: bool
    is_simulated: bool
    latitude: float | None
    longitude: float | None
    levels: tuple[Level, ...] = ()
    far: str = ""

    @property
    def is_old(self) -> bool:
        return bool(self.age)

    @property
    def url(self) -> str:
        return f"{reverse('places:sensor')}?{urlencode({'id': self.key})}"


def gauges(
    things: Iterable[broker.Live], *, at: datetime, origin: distance.Origin | None = None
) -> list[Gauge]:
    """Sensors of kinds residents know."""
    troubles = broker.troubled_entities(tenant=sensing.TENANT)
    return [_gauge(one, at=at, origin=origin, trouble=troubles.get(one.id, "")) for one in things]


def _gauge(thing: broker.Live, *, at: datetime, origin: distance.Origin | None, trouble: str) -> Gauge:
    kind = sensing.kind_of(thing)
    reading = sensing.reading_of(thing, kind) if kind else None
    assert kind is not None
    assert reading is not None
    levels = _levels(thing, reading) if kind.key == "river" else ()
    age = _age(kind, reading, at, is_silent=trouble == "silent")
    is_doubtful = trouble == "suspect" or reading.quality.lower() not in SURE
    state = _state(kind, reading, _capacity(thing, kind), levels)
    if state and state.colour == CALM and (age or is_doubtful):
        state = None  # all was well once: that reassures nobody now, while an old warning still warns
    return Gauge(
        key=thing.id,
        kind=kind,
        name=sensing.name_of(thing, get_language() or "ja"),
        text=_text(kind, reading, _capacity(thing, kind)),
        state=state,
        at=reading.at,
        age=age,
        is_doubtful=is_doubtful,
        is_simulated=sensing.is_simulated(thing),
        latitude=thing.latitude,
        longitude=thing.longitude,
        levels=levels,
        far=distance.words(metres(thing, origin)) if origin and origin.label else "",
    )


def _age(kind: sensing.Kind, reading: broker.Reading, at: datetime, *, is_silent: bool) -> str:
    """Why a reading says little about now; nothing while it is fresh."""
    if is_silent:
        return _("センサーから値が届かなくなっています。いまは変わっているかもしれません。")
    if at - reading.at <= timedelta(minutes=kind.fresh_minutes):
        return ""
    return _("%(minutes)s分より前の値です。いまは変わっているかもしれません。") % {
        "minutes": kind.fresh_minutes
    }


def nearest_first(things: Sequence[broker.Live], origin: distance.Origin) -> list[broker.Live]:
    """By distance; what has no place comes last."""
    return sorted(things, key=lambda one: (metres(one, origin) is None, metres(one, origin) or 0))


def metres(thing: broker.Live, origin: distance.Origin | None) -> int | None:
    """How far a sensor is; None when that is not known."""
    if origin is None or thing.latitude is None or thing.longitude is None:
        return None
    return distance.metres(origin, registry.Point(thing.latitude, thing.longitude))


def _capacity(thing: broker.Live, kind: sensing.Kind) -> float | None:
    said = thing.value(*kind.capacity)
    is_number = isinstance(said, int | float) and not isinstance(said, bool)
    return said if is_number and said > 0 else None


def _text(kind: sensing.Kind, reading: broker.Reading, capacity: float | None) -> str:
    figure = f"{reading.number:,.10g}"
    if kind.key == "parking":
        if capacity:
            return _("空き %(free)s台（%(all)s台のうち）") % {"free": figure, "all": f"{capacity:,.10g}"}
        return _("空き %(free)s台") % {"free": figure}
    if kind.key == "crowd":
        return _("%(count)s人") % {"count": figure}
    return f"{figure} {reading.unit}".rstrip()


def _state(
    kind: sensing.Kind, reading: broker.Reading, capacity: float | None, levels: Sequence[Level]
) -> Chip | None:
    number = reading.number or 0.0
    if kind.key == "parking":
        return _parking(number, capacity)
    if kind.key == "crowd" and capacity:
        return _crowd(number / capacity)
    if kind.key == "river" and levels:
        return _river(levels)
    return None


def _parking(free: float, capacity: float | None) -> Chip:
    if free <= 0:
        return Chip(_("満車"), "red")
    if capacity and free / capacity <= FEW_LEFT:
        return Chip(_("のこりわずか"), "yellow")
    return Chip(_("空いています"), CALM)


def _crowd(share: float) -> Chip:
    if share >= MANY:
        return Chip(_("混んでいます"), "red")
    return Chip(_("やや混んでいます"), "yellow") if share >= SOME else Chip(_("すいています"), CALM)


def _river(levels: Sequence[Level]) -> Chip:
    crossed = [one for one in levels if one.is_crossed]
    if not crossed:
        return Chip(_("基準の水位より下です"), CALM)
    colour = "red" if len(crossed) == len(levels) or len(crossed) > 1 else "yellow"
    return Chip(_("%(line)sをこえています") % {"line": crossed[-1].name}, colour)


def _levels(thing: broker.Live, reading: broker.Reading) -> tuple[Level, ...]:
    """The lines above which it matters, the lowest first."""
    lines = [one for one in broker.lines_of(thing, attribute=reading.name) if one.direction == "above"]
    return tuple(
        Level(one.name, f"{one.level:,.10g} {reading.unit}".rstrip(), one.is_crossed, one.level)
        for one in sorted(lines, key=lambda one: one.level)
    )
