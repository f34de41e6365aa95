"""A city pack's garbage folder, loaded: the city's own approved edition, said to be so."""

from datetime import datetime
from pathlib import Path

from django.db import transaction

from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.registry.collection import (
    approvals,
    items,
    models,
    pack_files,
    signals,
    types,
    versions,
    writing,
)
from sagacity.registry.collection.pack_files import BrokenGarbagePack, GarbagePack
from sagacity.registry.collection.reading_areas import ReadArea, ReadAreas, ReadPattern

__all__ = ["BrokenGarbagePack", "check_pack", "load_pack"]


def check_pack(folder: Path) -> list[str]:
    """What is wrong with a garbage folder, in words for whoever writes it; empty when all is well."""
    try:
        pack = pack_files.read(folder)
    except BrokenGarbagePack as problem:
        return [str(problem)]
    used = {area.pattern for area in pack.areas}
    return [
        f"patterns.toml: パターン「{name}」を使う地区がありません。"
        for name in pack.plans
        if name not in used
    ]


@transaction.atomic
def load_pack(folder: Path, *, by: policy.Person, at: datetime) -> types.Loaded:
    """Load a garbage folder; a pattern never seen before goes live, a changed one waits for approval.

    Raises:
        BrokenGarbagePack: nothing was loaded; the text says what to write where.
    """
    pack = pack_files.read(folder)
    _write_kinds(pack)
    _write_items(pack)
    for number, text in pack.remarks.items():
        models.Remark.objects.update_or_create(number=number, defaults={"text": text})
    changed = _write_patterns(pack, by, at)
    for area in pack.areas:
        row = models.Area.objects.get(group=area.group, name=area.name)
        row.kana, row.remark = area.kana, area.remark
        row.save(update_fields=["kana", "remark"])
    loaded = types.Loaded(len(pack.areas), len(pack.plans), len(pack.items), len(pack.kinds))
    audit.record(
        actor=by, action="collection.load_pack", thing=pack.source.text, at=at,
        after={"edition": pack.source.edition, "areas": loaded.areas, "changed": changed},
    )  # fmt: skip
    signals.guide_changed.announce(types.GuideChanged(loaded.items, at))
    return loaded


def _write_patterns(pack: GarbagePack, by: policy.Person, at: datetime) -> list[str]:
    """A second start with the same pack changes nothing, and never overwrites what staff have approved."""
    kinds = [kind.name for kind in pack.kinds]
    latest = {
        name: found[0]
        for name in pack.plans
        if (row := models.Pattern.objects.filter(name=name).first()) and (found := _from_packs(row, by))
    }
    fresh = {
        name for name, (_, plan) in pack.plans.items() if name not in latest or latest[name].plan != plan
    }
    areas = [
        ReadArea(one.group, one.group_number, one.name, one.pattern, {})
        for one in pack.areas
        if one.pattern in fresh or not models.Area.objects.filter(group=one.group, name=one.name).exists()
    ]
    needed = fresh | {one.pattern for one in areas}
    read = ReadAreas(kinds, areas)
    for name in (name for name in pack.plans if name in needed):
        facility, plan = pack.plans[name]
        read.patterns[name] = ReadPattern(facility, plan.rules, plan.exceptions)
    closures = {facility: plan.closures for facility, plan in pack.plans.values() if facility}
    rows = writing.write_areas(read, closures, by=by, at=at, source=pack.source)
    for row in rows:
        draft = versions.draft_of(row)
        if draft is not None and not row.versions.exclude(pk=draft.pk).exists():
            approvals.go_live(draft, from_=pack.valid_from, until=pack.valid_to, by=by, at=at)
    return [row.name for row in rows]


def _from_packs(row: models.Pattern, by: policy.Person) -> list[types.Version]:
    return [one for one in versions.history(row.key) if by.key in one.editors]


def _write_kinds(pack: GarbagePack) -> None:
    for order, kind in enumerate(pack.kinds):
        models.Kind.objects.update_or_create(
            name=kind.name,
            defaults={
                "key": kind.key, "names": dict(kind.names), "short": kind.short, "colour": kind.colour,
                "icon": kind.icon, "style": kind.style, "sublabel": kind.sublabel, "order": order,
                "how_to": [[line.style, line.text] for line in kind.how_to],
            },
        )  # fmt: skip


def _write_items(pack: GarbagePack) -> None:
    kinds = {row.name: row for row in models.Kind.objects.all()}
    rows = []
    for order, one in enumerate(pack.items):
        kana, kana_row, section = items.reading(one.furigana)
        key = items.item_key(kind=one.kind, name=one.name, furigana=one.furigana)
        rows.append(
            models.SortingItem(
                key=key, name=one.name, kind=kinds[one.kind], notice=one.notice, furigana=one.furigana,
                kana=kana, kana_row=kana_row, section=section, order=order,
            )
        )  # fmt: skip
    models.SortingItem.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["kind", "notice", "furigana", "kana", "kana_row", "section", "order"],
    )
