"""Areas: listing them, and proposing those that somebody may mean. The resident decides."""

import hashlib

from django.db.models import Count, Max

from sagacity.kit import keys
from sagacity.kit.city import api as city
from sagacity.registry.collection import area_names, models, types


class NoSuchArea(LookupError):
    """There is no area with this key."""


def key_of(*, group: str, name: str) -> str:
    """The key of an area: group and name together, since two groups may share a name."""
    digest = hashlib.sha256(f"{group}\n{name}".encode()).hexdigest()[:12]
    return keys.make("CollectionArea", f"{city.current().code}-{digest}")


def area(key: str) -> types.Area:
    """One area.

    Raises:
        NoSuchArea: nothing has this key.
    """
    row = models.Area.objects.select_related("pattern").filter(key=key).first()
    if row is None or row.pattern is None:
        raise NoSuchArea(key)
    return as_fact(row)


def areas(*, group: str | None = None, kana_row: str = "", pattern: str = "") -> list[types.Area]:
    """Areas in the order of the city's own list."""
    rows = models.Area.objects.select_related("pattern").filter(pattern__isnull=False)
    if group is not None:
        rows = rows.filter(group=group)
    if pattern:
        rows = rows.filter(pattern__key=pattern)
    found = [as_fact(row) for row in rows]
    return [one for one in found if not kana_row or one.kana_row == kana_row]


def has_areas() -> bool:
    """Whether the city has any area with days of collection."""
    return models.Area.objects.filter(pattern__isnull=False).order_by().exists()


def groups() -> list[types.AreaGroup]:
    """The groups areas are listed in, with how many each has."""
    rows = models.Area.objects.filter(pattern__isnull=False).order_by().values_list("group")
    found = rows.annotate(number=Max("group_number"), count=Count("pk"))
    made = [types.AreaGroup(name, number, count) for name, number, count in found]
    return sorted(made, key=lambda group: (group.number, group.name))


def find_areas(words: str) -> list[types.AreaCandidate]:
    """Areas that the words may mean, the likeliest first; several is normal and must be shown as several."""
    typed = _without_city(words)
    if not typed:
        return []
    everything = areas()
    wanted, kana = area_names.read(typed), area_names.hiragana(typed)
    scored = [(_score(one, wanted, kana), one) for one in everything]
    if all(score is None for score, _ in scored) and wanted.numbered:
        # Better all parts of the town than nothing when its number is unknown here.
        wanted = area_names.PlaceName(wanted.stems[0], wanted.stems, frozenset(), numbered=False)
        scored = [(_score(one, wanted, kana), one) for one in everything]
    hits = sorted(((score, index) for index, (score, _) in enumerate(scored) if score), key=lambda hit: hit)
    return [types.AreaCandidate(scored[i][1], score[0] == 0, _REASONS[score[0]]) for score, i in hits]


_REASONS = ("name", "address", "address", "kana", "part")


def _without_city(words: str) -> str:
    here = city.current()
    typed = area_names.fold(words)
    for name in (here.prefecture, here.name_in("ja")):
        typed = typed.removeprefix(area_names.fold(name))
    return typed


def _score(one: types.Area, wanted: area_names.PlaceName, kana: str) -> tuple[int, int] | None:
    """How well an area fits: smaller is better, None is not at all."""
    name, group = area_names.read(one.name), area_names.fold(one.group)
    whole, stem = wanted.whole, wanted.stems[0]
    if group and whole != group and whole.startswith(group):
        whole, stem = whole.removeprefix(group), stem.removeprefix(group)
    elif group and whole == group:
        return 4, 0
    if whole == name.whole:
        return 0, 0
    if wanted.chome and name.chome and not wanted.chome & name.chome and stem == name.stems[0]:
        return None
    if stem and stem in name.stems:
        return 1, 0
    longest = max((len(each) for each in name.stems if each and stem.startswith(each)), default=0)
    if longest >= 2 or (stem and any(each.startswith(stem) for each in name.stems)):
        return 2, -longest
    if one.kana and area_names.is_kana(kana) and area_names.hiragana(one.kana).startswith(kana):
        return 3, 0
    if whole and (whole in name.whole or whole.replace("町", "") in name.whole.replace("町", "")):
        return 4, 1
    return None


def as_fact(row: models.Area) -> types.Area:
    stem, condition = area_names.split(row.name)
    reading = row.kana or (row.name if area_names.is_kana(row.name) else "")
    return types.Area(
        key=row.key,
        group=row.group,
        group_number=row.group_number,
        name=row.name,
        stem=stem,
        condition=condition,
        kana=row.kana,
        kana_row=area_names.row_of(reading) or area_names.row_in_group(row.group),
        pattern=row.pattern.key if row.pattern else "",
        pattern_name=row.pattern.name if row.pattern else "",
        facility=row.pattern.facility if row.pattern else "",
        remark=row.remark,
    )
