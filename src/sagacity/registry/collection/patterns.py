"""Patterns: editing the rules of a calendar. Every edit lands in a draft that residents do not see."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count

from sagacity.kit import clock, keys, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.city import api as city
from sagacity.registry.collection import calendar, items, models, rule_text, types, versions
from sagacity.registry.collection.types import Change

_FORBIDDEN = str.maketrans(dict.fromkeys(" \t\u3000/?#<>\"'", "_"))


class SenselessException(ValueError):
    """The exception would change nothing, or contradicts itself; the text says what to do."""


def key_of(name: str) -> str:
    return keys.make("CollectionPattern", f"{city.current().code}-{name.translate(_FORBIDDEN)}")


def patterns(*, on: date) -> list[types.Pattern]:
    """Every pattern with its calendar in force on a day and its draft."""
    rows = models.Pattern.objects.annotate(
        area_count=Count("areas", distinct=True), arriving_count=Count("arriving", distinct=True)
    )
    found: dict[int, list[types.Version]] = {}
    states = [types.VersionState.DRAFT, types.VersionState.APPROVED]
    for row in models.Version.objects.filter(state__in=states).select_related("pattern"):
        found.setdefault(row.pattern_id, []).append(versions.as_fact(row))
    return [_as_fact(row, row.area_count, row.arriving_count, found.get(row.pk, []), on) for row in rows]


def pattern(key: str, *, on: date) -> types.Pattern:
    """One pattern.

    Raises:
        NoSuchPattern: nothing has this key.
    """
    row = versions.row_of(key)
    found = [versions.as_fact(one) for one in row.versions.select_related("pattern")]
    return _as_fact(row, row.areas.count(), row.arriving.count(), found, on)


def _as_fact(
    row: models.Pattern, areas: int, arriving: int, found: list[types.Version], on: date
) -> types.Pattern:
    live = [one for one in found if one.state is types.VersionState.APPROVED and versions.covers(one, on)]
    drafts = [one for one in found if one.state is types.VersionState.DRAFT]
    return types.Pattern(
        key=row.key,
        name=row.name,
        facility=row.facility,
        areas=areas,
        live=live[-1] if live else None,
        draft=drafts[0] if drafts else None,
        arriving=arriving,
    )


@transaction.atomic
def set_rules(*, pattern: str, kind: str, text: str, by: policy.Person, at: datetime) -> types.Version:
    """Write the rules of one kind anew, in a clerk's words, one rule a line; no line = not collected.

    Raises:
        UnknownText: a part of the text has no meaning.
        NoSuchKind: there is no kind of this name.
    """
    if not models.Kind.objects.filter(name=kind).exists():
        raise items.NoSuchKind(kind)
    said = rule_text.parse(text, kind=kind, on=clock.day(at))
    plan = _plan(pattern, at)
    rules = [rule for rule in plan.rules if rule.kind != kind]
    place = next((i for i, rule in enumerate(plan.rules) if rule.kind == kind), len(rules))
    rules[place:place] = said
    return _write(pattern, replace(plan, rules=tuple(rules)), by, at, "collection.rules")


@transaction.atomic
def add_exception(
    *, pattern: str, exception: types.DatedException, by: policy.Person, at: datetime
) -> types.Version:
    """Cancel, add or move one kind on one day.

    Raises:
        SenselessException: that day is already so, or a move leads nowhere.
    """
    plan = _plan(pattern, at)
    _refuse_senseless(plan, exception)
    same = (exception.on, exception.kind)
    kept = tuple(one for one in plan.exceptions if (one.on, one.kind) != same)
    plan = replace(plan, exceptions=tuple(sorted((*kept, exception), key=lambda one: (one.on, one.kind))))
    return _write(pattern, plan, by, at, "collection.exception")


@transaction.atomic
def drop_exception(*, pattern: str, on: date, kind: str, by: policy.Person, at: datetime) -> types.Version:
    """Take an exception back; the rule holds again on that day."""
    plan = _plan(pattern, at)
    kept = tuple(one for one in plan.exceptions if (one.on, one.kind) != (on, kind))
    return _write(pattern, replace(plan, exceptions=kept), by, at, "collection.exception")


@transaction.atomic
def close_facility(*, closure: types.Closure, by: policy.Person, at: datetime) -> list[types.Version]:
    """Let a facility rest for some days, in the draft of every pattern it serves.

    Raises:
        SenselessException: the period ends before it begins, or no pattern uses the facility.
    """
    if closure.until < closure.from_:
        raise SenselessException("休止の終わりの日が、始まりの日より前です。日付を入れかえてください。")
    return _rewrite_closures(
        closure.facility,
        lambda found: sorted(
            [one for one in found if (one.from_, one.until) != (closure.from_, closure.until)] + [closure],
            key=lambda one: one.from_,
        ),
        by, at,
    )  # fmt: skip


@transaction.atomic
def open_facility(
    *, facility: str, from_: date, until: date, by: policy.Person, at: datetime
) -> list[types.Version]:
    """Take a closure back."""
    return _rewrite_closures(
        facility, lambda found: [one for one in found if (one.from_, one.until) != (from_, until)], by, at
    )


def facilities() -> list[str]:
    """The facilities that rubbish is brought to."""
    names = (
        models.Pattern.objects.exclude(facility="").order_by("facility").values_list("facility", flat=True)
    )
    return list(names.distinct())


def _rewrite_closures(
    facility: str,
    change: Callable[[list[types.Closure]], list[types.Closure]],
    by: policy.Person,
    at: datetime,
) -> list[types.Version]:
    rows = list(models.Pattern.objects.filter(facility=facility))
    if not rows:
        raise SenselessException(f"「{facility}」という施設を使うパターンはありません。")
    written = []
    for row in rows:
        plan = versions.working_plan(row, clock.day(at))
        mine = [one for one in plan.closures if one.facility == facility]
        others = [one for one in plan.closures if one.facility != facility]
        changed = replace(plan, closures=(*others, *change(mine)))
        if changed != plan:
            written.append(_write(row.key, changed, by, at, "collection.closure"))
    return written


def _refuse_senseless(plan: types.Plan, exception: types.DatedException) -> None:
    others = tuple(one for one in plan.exceptions if (one.on, one.kind) != (exception.on, exception.kind))
    plan = replace(plan, exceptions=others)
    collected = _collected(plan, exception.kind, exception.on)
    day = f"{exception.on.year}年{exception.on.month}月{exception.on.day}日"
    if exception.change is Change.ADD and collected:
        raise SenselessException(f"{day}は、もともと「{exception.kind}」の収集日です。追加はいりません。")
    if exception.change is not Change.ADD and not collected:
        raise SenselessException(
            f"{day}は「{exception.kind}」の収集日ではありません。12か月のカレンダーで日付をたしかめてください。"
        )
    if exception.change is Change.MOVE:
        if exception.to is None or exception.to == exception.on:
            raise SenselessException("移す先の日付がありません。元の日とちがう日を入れてください。")
        if _collected(plan, exception.kind, exception.to):
            raise SenselessException("移す先の日は、もともと収集日です。「取り消し」を使ってください。")


def _collected(plan: types.Plan, kind: str, on: date) -> bool:
    return any(day.kind == kind for day in calendar.days(plan, from_=on, until=on))


def _plan(pattern: str, at: datetime) -> types.Plan:
    return versions.working_plan(versions.row_of(pattern), clock.day(at))


def _write(pattern: str, plan: types.Plan, by: policy.Person, at: datetime, action: str) -> types.Version:
    row = versions.row_of(pattern)
    before = versions.working_plan(row, clock.day(at))
    version = versions.as_fact(versions.change_draft(pattern=row, plan=plan, by=by, at=at))
    audit.record(
        actor=by,
        action=action,
        thing=pattern,
        at=at,
        before=versions.words_of(before),
        after=versions.words_of(plan),
    )
    return version
