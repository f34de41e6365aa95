"""Towns, and finding the town an address speaks of."""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass

from sagacity.kit import keys
from sagacity.kit.city import api as city
from sagacity.registry import models
from sagacity.registry.folding import safe_id, town_key
from sagacity.registry.importing import form as forms

_CHOME = re.compile(r"^(\D+)([1-9])(?:丁目|[-‐－−ー])")
_KANJI = "一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class TownNames:
    """The names of all towns, ready to be looked up in addresses."""

    by_key: dict[str, str]  # as compared → as written
    by_start: dict[str, list[str]]  # first two characters → as compared, longest first
    before: tuple[str, ...]  # what addresses begin with and towns do not

    def official(self, town: str) -> str:
        """The town as the city writes it; as given when the city's list does not know it."""
        return self.by_key.get(town_key(town), town)

    def within(self, address: str) -> str:
        """The town an address lies in; nothing when it names none that the city's list knows."""
        return self._found(town_key(address)) or self._found(town_key(_with_chome(address)))

    def _found(self, rest: str) -> str:
        for start in self.before:
            rest = rest.removeprefix(start)
        return next(
            (self.by_key[town] for town in self.by_start.get(rest[:2], ()) if rest.startswith(town)), ""
        )


def _with_chome(address: str) -> str:
    """高木瀬東5-6-12 as 高木瀬東五丁目6-12: taken only when the city's list has such a town."""
    plain = unicodedata.normalize("NFKC", address)
    return _CHOME.sub(lambda found: f"{found[1]}{_KANJI[int(found[2]) - 1]}丁目", plain, count=1)


def names() -> TownNames:
    """All towns as they are now."""
    by_key = {town_key(name): name for name in models.Town.objects.values_list("name", flat=True)}
    by_start: dict[str, list[str]] = defaultdict(list)
    for town in sorted(by_key, key=len, reverse=True):
        by_start[town[:2]].append(town)
    here = city.current()
    return TownNames(by_key, dict(by_start), (town_key(here.prefecture), town_key(here.name["ja"])))


def renew(records: list[models.Record], dataset_kind: str) -> list[str]:
    """Write towns from their records; gives their keys."""
    form, code = forms.of(dataset_kind), city.current().code
    rows = []
    for record in records:
        name = form.name(record.fields) + str(form.target(record.fields, "town.koaza") or "")
        latitude = form.target(record.fields, "point.latitude")
        longitude = form.target(record.fields, "point.longitude")
        rows.append(
            models.Town(
                key=keys.make("Town", f"{code}-{safe_id(record.local_id)}"),
                record=record,
                name=name[:120],
                kana=str(form.target(record.fields, "name_kana") or "")[:120],
                group=str(form.target(record.fields, "town.group") or group_of(name))[:120],
                school_district=str(form.target(record.fields, "town.school_district") or "")[:120],
                latitude=latitude,
                longitude=longitude,
            )
        )
    models.Town.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["record", "name", "kana", "group", "school_district", "latitude", "longitude"],
        batch_size=500,
    )
    return [row.key for row in rows]


def group_of(name: str) -> str:
    """The larger district a town's name begins with: 久保泉町大字上和泉 lies in 久保泉町."""
    before, found, _ = name.partition("大字")
    return before if found else ""
