"""Where a place lies: missing as 0,0, swapped, outside, far from its town, or all shifted by an old datum."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sagacity.kit.city.api import City
from sagacity.kit.japanese import widths
from sagacity.registry.checking.verdict import Finding
from sagacity.registry.types import Message, Outcome

_JAPAN = (20.0, 122.0, 46.0, 154.0)  # south, west, north, east
_FAR_KM = 8.0
# The Tokyo datum of before 2002 lies this far off, in the middle of Japan as in Kyushu, within a few seconds.
_OLD_DATUM = (-0.0033, 0.0025)
_ENOUGH = 40


@dataclass(frozen=True, slots=True)
class TownPoint:
    """A 町字 and the point that stands for it; used to see whether a place lies near its town."""

    name: str
    latitude: float
    longitude: float


def _inside(area: Sequence[float], latitude: float, longitude: float) -> bool:
    return area[0] <= latitude <= area[2] and area[1] <= longitude <= area[3]


@dataclass(slots=True)
class Points:
    """Checks the points of one table."""

    latitude: str  # columns of the kind
    longitude: str
    city: City
    bounded: bool
    towns: dict[str, list[TownPoint]] = field(
        default_factory=dict
    )  # first two characters → towns, longest first
    starts: tuple[str, ...] = ()
    _off: list[float] = field(default_factory=lambda: [0.0, 0.0, 0.0])

    def look(self, values: dict[str, Any]) -> Finding | None:
        """What is to say about the point of one row; impossible points leave the values."""
        latitude, longitude = values.get(self.latitude), values.get(self.longitude)
        if latitude is None and longitude is None:
            return None
        if latitude is None or longitude is None:
            self._drop(values)
            return _ask(
                "point.half",
                "緯度と経度の両方",
                "片方しかないので位置を決められません。位置なしで取り込むか、直してください",
            )
        if not isinstance(latitude, float) or not isinstance(longitude, float):
            return None
        if self.bounded and _inside(self.city.bounds, latitude, longitude):
            return None
        if latitude == 0 and longitude == 0:
            self._drop(values)
            return Finding(
                Outcome.REPAIRED,
                "point.zero",
                "緯度と経度。分からないときは空",
                "0, 0 は「位置なし」として空にしました",
            )
        if _inside(_JAPAN, longitude, latitude):
            self._drop(values)
            return _ask(
                "point.swapped",
                "緯度は20〜46、経度は122〜154",
                "緯度と経度が入れかわっています。入れかえますか",
                {self.latitude: longitude, self.longitude: latitude},
            )
        if not _inside(_JAPAN, latitude, longitude):
            self._drop(values)
            return _ask(
                "point.outside_japan",
                "日本の中の位置",
                "日本の外の位置です。位置なしで取り込むか、直してください",
            )
        if self.bounded:
            name = self.city.name_in("ja")
            return _ask(
                "point.outside_city",
                f"{name}の中の位置",
                f"{name}の外の位置です。このまま取り込むか、直すか決めてください",
            )
        return None

    def _drop(self, values: dict[str, Any]) -> None:
        values.pop(self.latitude, None)
        values.pop(self.longitude, None)

    def near_its_town(self, values: dict[str, Any], address: str) -> Finding | None:
        """Whether the point lies far from the town its address names."""
        latitude, longitude = values.get(self.latitude), values.get(self.longitude)
        town = self._town(address) if isinstance(latitude, float) and isinstance(longitude, float) else None
        if town is None or latitude is None or longitude is None:
            return None
        self._off[0] += 1
        self._off[1] += latitude - town.latitude
        self._off[2] += longitude - town.longitude
        north = (latitude - town.latitude) * 111.2
        east = (longitude - town.longitude) * 111.2 * math.cos(math.radians(latitude))
        away = math.hypot(north, east)
        if away <= _FAR_KM:
            return None
        return _ask(
            "point.far_from_town",
            f"「{town.name}」の近く",
            f"住所の町（{town.name}）から約{away:.0f}km離れています。住所か位置を確かめてください",
        )

    def _town(self, address: str) -> TownPoint | None:
        rest = _key(address)
        for start in self.starts:
            rest = rest.removeprefix(start)
        return next((town for town in self.towns.get(rest[:2], ()) if rest.startswith(_key(town.name))), None)

    def about_file(self, headings: str, sheet: str) -> list[Message]:
        """Whether all points seem to be in the old datum: reported, never converted."""
        many, north, east = self._off
        if many < _ENOUGH:
            return []
        north, east = north / many, east / many
        shift = f"平均で北へ{north * 111_200:.0f}m、東へ{east * 93_000:.0f}m"
        if math.hypot(north - _OLD_DATUM[0], east - _OLD_DATUM[1]) > 0.0012:
            return []
        return [
            Message(
                Outcome.CONFIRM,
                "point.datum",
                sheet,
                None,
                headings,
                f"{int(many):,}件の位置が、町の位置から{shift}ずれています",
                "世界測地系（WGS84）の緯度・経度",
                "古い日本測地系かもしれません。作った人に確かめ、必要なら世界測地系に変換してから取り込んでください",
            )
        ]


def _key(name: str) -> str:
    # Addresses often leave 大字 out where the list of towns writes it.
    return widths.compare_key(name).replace("大字", "")


def by_start(towns: Sequence[TownPoint]) -> dict[str, list[TownPoint]]:
    """Towns by the first two characters of their name, the longest names first."""
    found: dict[str, list[TownPoint]] = {}
    for town in sorted(towns, key=lambda one: -len(one.name)):
        found.setdefault(_key(town.name)[:2], []).append(town)
    return found


def _ask(rule: str, expected: str, action: str, propose: dict[str, float] | None = None) -> Finding:
    return Finding(Outcome.CONFIRM, rule, expected, action, propose)
