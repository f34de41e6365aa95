"""Kinds of sensors residents see, read from sensors.toml, and the sensors of each."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as later

from sagacity.broker import api as broker
from sagacity.kit.ui import api as ui

TENANT = ""
PATH = "/sensors"  # the sensors everybody may see
MOST = 500
SIMULATED = "simulation"  # what the entity says in dataProvider
LABELS = {
    "river": later("川の水位"),
    "rain": later("雨の量"),
    "parking": later("駐車場の空き"),
    "crowd": later("混みぐあい"),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind. ``value`` and ``capacity`` are names of attributes; the first that is there counts."""

    key: str
    icon: str
    types: tuple[str, ...]
    value: tuple[str, ...]
    capacity: tuple[str, ...]
    fresh_minutes: int

    @property
    def label(self) -> str:
        return _(LABELS[self.key])


@cache
def kinds() -> tuple[Kind, ...]:
    """Every kind, in the order of its chip."""
    said = tomllib.loads(Path(__file__).with_name("sensors.toml").read_text(encoding="utf-8"))
    return tuple(
        Kind(
            key=key,
            icon=one["icon"],
            types=tuple(one["types"]),
            value=tuple(one["value"]),
            capacity=tuple(one.get("capacity", ())),
            fresh_minutes=one["fresh_minutes"],
        )
        for key, one in said.items()
    )


def kind_of(thing: broker.Live) -> Kind | None:
    """The kind of an entity; None for what residents are not shown: another type, or nothing measured."""
    return next((one for one in kinds() if thing.type in one.types and reading_of(thing, one)), None)


def reading_of(thing: broker.Live, kind: Kind) -> broker.Reading | None:
    """What it measures now, when that is a number."""
    found = (thing.readings[name] for name in kind.value if name in thing.readings)
    return next((one for one in found if one.number is not None), None)


def things(
    wanted: Sequence[str] = (), *, within: tuple[float, float, float, float] | None = None
) -> list[broker.Live]:
    """The sensors of some kinds, or of all, by name."""
    types = tuple(type_ for kind in kinds() if not wanted or kind.key in wanted for type_ in kind.types)
    wish = broker.Wish(tenant=TENANT, path=PATH, types=types, within=within, sort="name")
    return [one for one in broker.find_live(wish, limit=MOST).things if kind_of(one)]


def thing(id: str) -> broker.Live:
    """One sensor.

    Raises:
        broker.NoSuchEntity: there is none that residents may see.
    """
    found = broker.find_live(broker.Wish(tenant=TENANT, path=PATH, ids=(id,)), limit=1).things
    if not found or kind_of(found[0]) is None:
        raise broker.NoSuchEntity(id)
    return found[0]


def is_simulated(thing: broker.Live) -> bool:
    """Whether the values are made up for trying out."""
    return bool(thing.value("dataProvider") == SIMULATED)


def name_of(thing: broker.Live, language: str) -> str:
    """The name for this reader, the English one where there is one."""
    english = thing.value("nameEn", "name_en")
    reads_japanese = ui.html_language(language).split("-")[0] in {"ja", "zh"}
    return thing.name if reads_japanese or not isinstance(english, str) else english
