"""What only a whole row can tell: required columns, order of dates and times, duplicates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from sagacity.registry.checking.seen import Seen
from sagacity.registry.checking.verdict import Finding
from sagacity.registry.kinds import Column, Kind, Type
from sagacity.registry.types import Outcome

Said = tuple[str, str, Finding]  # column, what stands there, what is to say
_PAIRS = (
    ("hours.opens", "hours.closes"),
    ("occurrence.starts", "occurrence.ends"),
    ("occurrence.on", "occurrence.until"),
)


@dataclass(slots=True)
class Required:
    """Columns that must not be empty: no record without a name; of the rest a person decides."""

    must: tuple[tuple[int, str], ...]  # place in the row, column
    name: tuple[int, str] | None

    def look(self, cells: Sequence[str]) -> list[Said]:
        said = []
        if self.name and not cells[self.name[0]].strip():
            said.append(
                (
                    self.name[1],
                    "",
                    Finding(
                        Outcome.REFUSED,
                        "required.name",
                        "名前",
                        "名前がないので、この行は取り込めません。名前を書いてください",
                    ),
                )
            )
        for place, column in self.must:
            if not cells[place] or not cells[place].strip():
                said.append(
                    (
                        column,
                        "",
                        Finding(
                            Outcome.CONFIRM,
                            "required.empty",
                            "必ず書く項目（◎）",
                            "空です。空のまま取り込むか、値を書いて取り込み直すか決めてください",
                        ),
                    )
                )
        return said


def required(kind: Kind, wanted: Sequence[Column], places: Mapping[str, int]) -> Required:
    """The required columns of an edition, as far as the file has them; a flag may always be empty."""
    name = kind.leading_to("name")
    return Required(
        must=tuple(
            (places[one.name], one.name)
            for one in wanted
            if one.name in places and one.type is not Type.FLAG and one is not name
        ),
        name=(places[name.name], name.name) if name and name.name in places else None,
    )


@dataclass(slots=True)
class Order:
    """Ends that come before their starts."""

    pairs: tuple[tuple[str, str], ...]

    def look(self, values: Mapping[str, Any]) -> list[Said]:
        said = []
        for start, end in self.pairs:
            first, last = values.get(start), values.get(end)
            if type(first) is not type(last) or first is None or last is None:
                continue
            if isinstance(first, date) and isinstance(last, date) and last < first:
                said.append((end, last.isoformat(), _before(start, first.isoformat(), "日")))
            elif isinstance(first, time) and isinstance(last, time) and time() < last < first:
                said.append(
                    (end, last.isoformat("minutes"), _before(start, first.isoformat("minutes"), "時刻"))
                )
        return said


def _before(start: str, first: str, what: str) -> Finding:
    return Finding(
        Outcome.CONFIRM,
        "order.end_before_start",
        f"『{start}』（{first}）より後の{what}",
        "終わりが始まりより前です。どちらかを直すか、夜をまたぐなどの理由があればこのまま取り込んでください",
    )


def order(kind: Kind, there: Mapping[str, int]) -> Order:
    """The pairs of start and end the file has."""
    found = {column.to: column.name for column in kind.columns if column.name in there}
    return Order(tuple((found[a], found[b]) for a, b in _PAIRS if a in found and b in found))


@dataclass(slots=True)
class Twins:
    """Rows that stand twice in the file: the same id, or the same in everything else."""

    id_place: int  # -1 = no id column
    name_place: int
    _ids: Seen = field(default_factory=Seen)
    _rows: Seen = field(default_factory=Seen)

    def look(self, number: int, cells: list[str], identity: str | None) -> tuple[str, Finding] | None:
        """The earlier row this one repeats, with what is to say."""
        at = self.id_place
        rest = hash(tuple(cells)) if at < 0 else hash((tuple(cells[:at]), tuple(cells[at + 1 :])))
        same_row = self._rows.first(rest, number)
        if identity:
            same_id = self._ids.first(hash(identity), number)
            if same_id != number:
                return identity, Finding(
                    Outcome.CONFIRM,
                    "duplicate.id",
                    "ファイルの中で1つだけの番号",
                    f"{same_id}行目と同じ番号です。同じものなら「取り込まない」を選び、別のものなら番号を直してください",
                )
        if same_row != number and self.name_place >= 0 and cells[self.name_place].strip():
            return cells[self.name_place], Finding(
                Outcome.CONFIRM,
                "duplicate.row",
                "同じ行は1つだけ",
                f"{same_row}行目と番号のほかはすべて同じです。同じものなら「取り込まない」を選んでください",
            )
        return None
