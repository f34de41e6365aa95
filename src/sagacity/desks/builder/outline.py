"""The outline of a definition for the page: each thing with its words, its condition and its flaws."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sagacity.desks.builder import choices, things
from sagacity.kit.manifest import in_language
from sagacity.procedures import api as procedures

SECTIONS = ("eligible", "block", "paper", "fee", "time_limit", "stage", "outcome")
GROWS = {
    "block": ("question",),
    "question": ("option", "column"),
    "stage": ("check",),
    "column": ("option",),
    "outcome": ("line",),
}
CHOOSING = {procedures.Kind.CHOICE, procedures.Kind.CHOICES}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the outline."""

    where: str
    kind: str
    title: str
    note: str
    condition: str
    depth: int
    grows: tuple[tuple[str, str], ...]  # kinds that can be added within, with their words
    flaws: tuple[procedures.Flaw, ...]
    movable: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the outline: its heading, its rows, and what can be added to it."""

    kind: str
    title: str
    rows: tuple[Row, ...]
    adds: str


def head(definition: procedures.Definition, flaws: Sequence[procedures.Flaw]) -> Row:
    """The line of the procedure itself, with whatever belongs to no other place."""
    known = [one.path for one in things.outline(definition)]
    own = tuple(flaw for flaw in flaws if _place(flaw.path, known) is None)
    note = f"{definition.division}・{in_language(definition.about, 'ja')[:80]}"
    return Row(things.ROOT, things.ROOT, in_language(definition.name, "ja"), note, "", 0, (), own, False)


def parts(definition: procedures.Definition, flaws: Sequence[procedures.Flaw]) -> list[Part]:
    """All parts in the order of the work, also those that are still empty."""
    spots = list(things.outline(definition))
    known = [one.path for one in spots]
    by_path: dict[things.Path, list[procedures.Flaw]] = {}
    for flaw in flaws:
        place = _place(flaw.path, known)
        if place is not None:
            by_path.setdefault(place, []).append(flaw)
    rows = [(str(one.path[0]), _row(one, definition, tuple(by_path.get(one.path, ())))) for one in spots]
    names = titles()
    return [
        Part(kind, names[kind], tuple(row for first, row in rows if first == kind), _adds(kind, definition))
        for kind in SECTIONS
    ]


def counts(flaws: Sequence[procedures.Flaw]) -> dict[str, int]:
    """How many of each weight."""
    found = Counter(flaw.level.value for flaw in flaws)
    return {level.value: found[level.value] for level in procedures.Level}


def titles() -> dict[str, str]:
    return {
        "eligible": _("できる人"),
        "block": _("きくこと"),
        "paper": _("書類"),
        "fee": _("手数料"),
        "time_limit": _("届出の期限"),
        "stage": _("市の仕事の段階"),
        "outcome": _("できあがるもの"),
        "question": _("質問"),
        "option": _("選択肢"),
        "column": _("列"),
        "check": _("確認すること"),
        "line": _("行"),
        "procedure": _("手続"),
    }


def _adds(kind: str, definition: procedures.Definition) -> str:
    if kind == "outcome" or (kind in {"fee", "time_limit"} and getattr(definition, kind) is not None):
        return ""
    return {
        "eligible": _("条件を足す"),
        "block": _("ブロックを足す"),
        "paper": _("書類を足す"),
        "fee": _("手数料を決める"),
        "time_limit": _("期限を決める"),
        "stage": _("段階を足す"),
    }[kind]


def _row(one: things.Spot, definition: procedures.Definition, flaws: tuple[procedures.Flaw, ...]) -> Row:
    names = titles()
    grows = tuple((kind, names[kind]) for kind in GROWS.get(one.kind, ()) if _may_grow(one, kind))
    return Row(
        where=one.written,
        kind=one.kind,
        title=_title(one),
        note=_note(one, definition),
        condition=_condition(one, definition),
        depth=one.depth,
        grows=grows,
        flaws=flaws,
        movable=isinstance(one.path[-1], int),
    )


def _may_grow(one: things.Spot, kind: str) -> bool:
    if kind == "option":
        return one.thing.kind in CHOOSING
    if kind == "column":
        return one.thing.kind is procedures.Kind.TABLE
    return kind != "line" or one.thing.kind != "none"


def _title(one: things.Spot) -> str:
    for name in ("label", "title", "name", "otherwise"):
        words = getattr(one.thing, name, None)
        if words:
            return in_language(words, "ja")
    return titles()[one.kind]


def _note(one: things.Spot, definition: procedures.Definition) -> str:
    thing = one.thing
    if one.kind in {"question", "column"}:
        return choices.kinds()[thing.kind.value] + ("" if thing.required else _("（任意）"))
    if one.kind == "stage":
        said = {"division": thing.division or "—", "days": thing.days}
        return _("%(division)s・%(days)s日") % said + (_("・ここで決める") if thing.decides else "")
    if one.kind == "fee":
        return str(dict(choices.of("fees", definition)).get(thing.item, thing.item))
    if one.kind == "time_limit":
        return _("%(days)s日以内") % {"days": thing.days}
    if one.kind == "outcome":
        return str(dict(choices.of("outcomes", definition))[thing.kind])
    return ""


def _condition(one: things.Spot, definition: procedures.Definition) -> str:
    for name in ("show_if", "when", "required_if", "skip_if"):
        rule = getattr(one.thing, name, None)
        if rule is not None and rule is not True:
            return procedures.condition_in_words(rule, definition)
    return ""


def _place(path: tuple[int | str, ...], known: list[things.Path]) -> things.Path | None:
    """The innermost thing that a flaw stands in."""
    found = [one for one in known if path[: len(one)] == one]
    return max(found, key=len, default=None)
