"""How one kind of data set is read into records: which columns are the id, the name, the point."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sagacity.registry import kinds
from sagacity.registry.folding import safe_id
from sagacity.registry.kinds import Kind, Noun, Type

_GSI = re.compile(r"E\d{13}")
_NO = frozenset({"無", "なし", "無し", "無い", "ない", "×", "0", "-", ""})
VACANCY_OF = "nursery"  # marks of vacancy speak of nurseries, whoever lists them
ENOUGH_TO_BE_ONE_THING = 8  # "1" is the id of something in every file; "NC-131016-…" is one nursery


@dataclass(frozen=True, slots=True)
class Form:
    """The columns of a kind, sorted by what they are good for."""

    kind: Kind
    facet: str
    id_column: str
    columns_to: Mapping[str, tuple[str, ...]]  # target, such as "point.latitude" → its columns
    leading: tuple[tuple[str, str], ...]  # column → target, without those that only stay in the facet
    parking: tuple[str, ...]
    identifying: tuple[str, ...]  # what tells rows apart when there is no id
    required: frozenset[str]  # ◎
    recommended: frozenset[str]  # ○

    def target(self, values: Mapping[str, Any], target: str) -> Any:
        """The first given value whose column goes to this target."""
        for column in self.columns_to.get(target, ()):
            value = values.get(column)
            if value is not None and value != "":
                return value
        return None

    def told(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The first given value of every target at once."""
        found: dict[str, Any] = {}
        for column, target in self.leading:
            if target not in found:
                value = values.get(column)
                if value is not None and value != "":
                    found[target] = value
        return found

    def name(self, values: Mapping[str, Any]) -> str:
        return str(self.target(values, "name") or "")[:300]

    def local_id(self, values: Mapping[str, Any]) -> str:
        """The row's own id, else one made of what tells it apart; next month it comes out the same."""
        given = safe_id(str(values.get(self.id_column) or ""))
        if self.kind.noun is Noun.TOWN:
            given = safe_id(self.name(values) + str(self.target(values, "town.koaza") or ""))
        if given:
            return given
        basis = json.dumps([str(values.get(column) or "") for column in self.identifying], ensure_ascii=False)
        return "~" + hashlib.sha256(basis.encode()).hexdigest()[:20]

    def national_id(self, values: Mapping[str, Any]) -> str:
        """What is equal in two data sets when they speak of one place."""
        given = str(values.get(self.id_column) or "").strip()
        if _GSI.fullmatch(given):
            # 共通ID: the two digits before the last say what it is designated for, the rest says where.
            return f"gsi:{given[:11]}-{given[-1]}"
        return f"{self.facet}:{given}" if len(given) >= ENOUGH_TO_BE_ONE_THING else ""

    def given(self, values: Mapping[str, Any]) -> tuple[int, int]:
        """How many ◎ and how many ○ columns are filled."""
        return len(self.required & values.keys()), len(self.recommended & values.keys())

    def has_parking(self, values: Mapping[str, Any]) -> bool:
        return any(str(values.get(column) or "").strip() not in _NO for column in self.parking)


@cache
def of(key: str) -> Form:
    """The form of a kind."""
    kind = kinds.get(key)
    return Form(
        kind=kind,
        facet=VACANCY_OF if kind.noun is Noun.VACANCY else kind.facet,
        id_column=_id_column(kind),
        columns_to={
            target: tuple(column.name for column in kind.columns if column.to == target)
            for target in {column.to for column in kind.columns}
        },
        leading=tuple((column.name, column.to) for column in kind.columns if column.to != "field"),
        parking=tuple(column.name for column in kind.columns if "駐車場" in column.name),
        identifying=_identifying(kind),
        required=_marked(kind, "◎"),
        recommended=_marked(kind, "○"),
    )


def _marked(kind: Kind, mark: str) -> frozenset[str]:
    return frozenset(column.name for column in kind.columns if column.mark == mark)


def _id_column(kind: Kind) -> str:
    column = kind.leading_to("local_id")
    return column.name if column else ""


def _identifying(kind: Kind) -> tuple[str, ...]:
    if kind.noun is Noun.STAT:
        return tuple(c.name for c in kind.columns if c.type not in (Type.INTEGER, Type.NUMBER))
    wanted = {"name", "address.text", "address.town", "address.rest", "occurrence.on", "venue"}
    return tuple(c.name for c in kind.columns if c.to in wanted or c.name == "設置位置")


def digest(values: Mapping[str, Any]) -> str:
    """Equal values, equal digest."""
    return hashlib.sha256(
        json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    ).hexdigest()


def known(key: str) -> bool:
    """Whether there is a kind of this key; a facet such as "nursery" usually is one."""
    return any(kind.key == key for kind in kinds.all())
