"""The check itself: streaming, every row comes out once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from hashlib import blake2b
from typing import Any

from sagacity.kit.city.api import City
from sagacity.kit.japanese import widths
from sagacity.registry.checking import readers, texts, whole_rows
from sagacity.registry.checking.points import Points, TownPoint, by_start
from sagacity.registry.checking.row import CheckedRow, Tally
from sagacity.registry.checking.verdict import Finding
from sagacity.registry.kinds import Column, Kind, Noun
from sagacity.registry.mapping.proposing import nearest_edition, required
from sagacity.registry.reading import RawRow, Table
from sagacity.registry.types import Message, Outcome, Status

__all__ = ["Checking", "TownPoint", "check"]

_NOTHING: Mapping[str, Mapping[str, Any]] = {}
_NAMED = (Noun.PLACE, Noun.EVENT, Noun.TOWN, Noun.VACANCY)


def check(
    table: Table,
    kind: Kind,
    mapping: Mapping[str, str],
    *,
    city: City,
    edition: date | None = None,
    towns: Sequence[TownPoint] = (),
) -> "Checking":
    """Check every row; `mapping` says heading → column ("" = left out), `edition` what day the file is of."""
    return Checking(table, kind, mapping, city, edition, towns)


class Checking(Iterator[CheckedRow]):
    """The rows of one table, checked one by one; `messages` (whole file) and `tally` grow on the way."""

    def __init__(
        self,
        table: Table,
        kind: Kind,
        mapping: Mapping[str, str],
        city: City,
        edition: date | None,
        towns: Sequence[TownPoint],
    ) -> None:
        self.tally = Tally()
        self.table, self.kind = table, kind
        self._places: dict[str, int] = {}  # column → its place in the row
        for place, heading in enumerate(table.headings):
            column = mapping.get(heading, "")
            if column and column not in self._places:
                self._places[column] = place
        found = readers.columns_of(kind, list(self._places))
        self._columns = found
        self._texts = [(self._places[one.name], one.name) for one in found if readers.is_text(one)]
        self._typed = [
            (
                self._places[one.name],
                one.name,
                readers.Remembering(readers.reader(one, kind.columns, city, edition)),
            )
            for one in found
            if not readers.is_text(one)
        ]
        self._text = readers.Remembering(texts.read)
        self._statuses: dict[tuple[str, ...], Mapping[str, Status]] = {}
        self._required = whole_rows.required(kind, required(kind, self._edition()), self._places)
        self._order = whole_rows.order(kind, self._places)
        self._twins = whole_rows.Twins(self._place("local_id"), self._place("name"))
        self._points = self._with_points(city, towns)
        self._above: dict[str, Any] = {}  # values of the row before, for 同上
        self.messages: list[Message] = self._about_columns(mapping)
        self._rows = self._walk()

    def __iter__(self) -> Iterator[CheckedRow]:
        return self._rows

    def __next__(self) -> CheckedRow:
        return next(self._rows)

    # -- before the first row

    def _column(self, target: str) -> Column | None:
        return next((one for one in self._columns if one.to == target), None)

    def _place(self, target: str) -> int:
        column = self._column(target)
        return self._places[column.name] if column else -1

    def _edition(self) -> Any:
        return nearest_edition(
            self.table.headings if self.table.heading_row else list(self._places), self.kind
        )

    def _with_points(self, city: City, towns: Sequence[TownPoint]) -> Points | None:
        latitude, longitude = self._column("point.latitude"), self._column("point.longitude")
        if latitude is None or longitude is None:
            return None
        usable = towns if self.kind.noun is not Noun.TOWN else ()
        starts = (widths.compare_key(city.prefecture), widths.compare_key(city.name_in("ja")))
        return Points(latitude.name, longitude.name, city, self.kind.bounded, by_start(usable), starts)

    def _about_columns(self, mapping: Mapping[str, str]) -> list[Message]:
        said = []
        left = [heading for heading in self.table.headings if not mapping.get(heading)]
        if left and not self.kind.open_ended:
            said.append(
                self._about_file(
                    "column.left_out",
                    "、".join(left)[:200],
                    "取り込む項目",
                    "この列は取り込みません。取り込むときは、項目の対応を選び直してください",
                )
            )
        missing = [one.name for one in required(self.kind, self._edition()) if one.name not in self._places]
        if missing:
            said.append(
                self._about_file(
                    "required.column",
                    "、".join(missing)[:200] + " の列がありません",
                    "必ず要る列（◎）",
                    "この列なしで取り込みました。次の版では列を足してください",
                )
            )
        return said

    def _about_file(self, rule: str, found: str, expected: str, action: str) -> Message:
        return Message(Outcome.APPLIED, rule, self.table.sheet, None, "", found, expected, action)

    # -- row by row

    def _walk(self) -> Iterator[CheckedRow]:
        tally, table = self.tally, self.table
        headings = table.headings
        nameless = self._required.name is None and self.kind.noun in _NAMED and self.kind.leading_to("name")
        separator, is_plain, join = texts.SEPARATOR, texts.is_plain, texts.SEPARATOR.join
        expected_separators = len(headings) + 1
        text_columns, typed, given = self._texts, self._typed, Status.GIVEN
        points, order, twins, must = self._points, self._order, self._twins, self._required
        address = self._place("address.text")
        identity = self._column("local_id")
        id_name = identity.name if identity else ""
        for row in table.rows:
            tally.rows += 1
            if row.problem is not None:
                tally.refused += 1
                yield self._broken(row, row.problem)
                continue
            cells = row.cells
            line = f"{separator}{join(cells)}{separator}"
            said: list[whole_rows.Said] = []
            values: dict[str, Any] = {}
            statuses: dict[str, Status] = {}
            for place, name, read in typed:
                cell = cells[place]
                if not cell:
                    continue
                verdict = read[cell]
                if verdict.value is not None:
                    values[name] = verdict.value
                    if verdict.status is not given:
                        statuses[name] = verdict.status
                if verdict.finding is not None:
                    said.append((name, cell, verdict.finding))
            if is_plain(line) and line.count(separator) == expected_separators:
                for place, name in text_columns:
                    cell = cells[place]
                    if cell:
                        values[name] = cell
            else:
                self._closely(cells, values, statuses, said)
            if points is not None:
                finding = points.look(values)
                if finding is not None:
                    said.append((points.latitude, self._point_text(cells), finding))
                elif points.towns and address >= 0:
                    finding = points.near_its_town(values, cells[address])
                    if finding is not None:
                        said.append((points.latitude, self._point_text(cells), finding))
            if order.pairs:
                said += order.look(values)
            said += must.look(cells)
            twin = twins.look(row.number, cells, str(values.get(id_name) or "") if id_name else None)
            if twin is not None:
                said.append((id_name or next(iter(values), ""), *twin))
            if nameless:
                said.append(("", "", _NAMELESS))
            checked = self._made(row, line, values, statuses, said)
            self._above = values
            if checked.outcome is Outcome.APPLIED:
                tally.applied += 1
            elif checked.outcome is Outcome.CONFIRM:
                tally.to_confirm += 1
            else:
                tally.refused += 1
            yield checked
        self._finish()

    def _closely(
        self,
        cells: list[str],
        values: dict[str, Any],
        statuses: dict[str, Status],
        said: list[whole_rows.Said],
    ) -> None:
        for place, name in self._texts:
            cell = cells[place]
            if not cell:
                continue
            verdict = self._text[cell]
            if verdict.value is not None:
                values[name] = verdict.value
                if verdict.status is not Status.GIVEN:
                    statuses[name] = verdict.status
            if verdict.finding is not None:
                said.append((name, cell, verdict.finding))

    def _point_text(self, cells: list[str]) -> str:
        assert self._points is not None
        return f"{cells[self._places[self._points.latitude]]} / {cells[self._places[self._points.longitude]]}"

    def _made(
        self,
        row: RawRow,
        line: str,
        values: dict[str, Any],
        odd: dict[str, Status],
        said: list[whole_rows.Said],
    ) -> CheckedRow:
        outcome = Outcome.APPLIED
        messages: tuple[Message, ...] = ()
        proposals: Mapping[str, Mapping[str, Any]] = _NOTHING
        if said or row.notes:
            outcome, messages, proposals = self._speak(row, said)
        return CheckedRow(
            number=row.number,
            raw=dict(zip(self.table.headings, row.cells, strict=True)),
            values=values,
            statuses=self._status(values, odd),
            outcome=outcome,
            messages=messages,
            hash=blake2b(line.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest(),
            proposals=proposals,
        )

    def _status(self, values: dict[str, Any], odd: dict[str, Status]) -> Mapping[str, Status]:
        """The same columns given, the same statuses: rows share them."""
        key = tuple(values)
        plain = self._statuses.get(key)
        if plain is None:
            plain = {name: Status.GIVEN if name in values else Status.MISSING for name in self._places}
            if len(self._statuses) < readers.REMEMBERED:
                self._statuses[key] = plain
        return {**plain, **{name: status for name, status in odd.items() if name in values}} if odd else plain

    def _speak(
        self, row: RawRow, said: list[whole_rows.Said]
    ) -> tuple[Outcome, tuple[Message, ...], dict[str, Mapping[str, Any]]]:
        outcome = Outcome.APPLIED
        messages = []
        proposals: dict[str, Mapping[str, Any]] = {}
        for column, found, finding in said:
            heading = self.table.headings[self._places[column]] if column in self._places else ""
            finding = self._with_the_row_above(finding, column)
            messages.append(
                Message(
                    finding.outcome,
                    finding.rule,
                    self.table.sheet,
                    row.number,
                    heading,
                    found if len(found) <= 120 else found[:119] + "…",
                    finding.expected,
                    finding.action,
                )
            )
            if finding.proposal:
                mine = {name or column: value for name, value in finding.proposal.items()}
                proposals[heading] = {**proposals.get(heading, {}), **mine}
            outcome = _worse(outcome, finding.outcome)
            self.tally.repaired += finding.outcome is Outcome.REPAIRED
        for note in row.notes:
            messages.append(note)
            outcome = _worse(outcome, note.outcome)
        return outcome, tuple(messages), proposals

    def _with_the_row_above(self, finding: Finding, column: str) -> Finding:
        """同上: the value above is proposed, as far as it is one."""
        if finding.rule != "L2-02" or not self._above:
            return finding
        value = self._above.get(column)
        return replace(finding, proposal={"": value}) if value is not None else finding

    def _broken(self, row: RawRow, problem: Message) -> CheckedRow:
        cells = row.cells[: len(self.table.headings)]
        return CheckedRow(
            number=row.number,
            raw=dict(zip(self.table.headings, cells, strict=False)),
            values={},
            statuses={},
            outcome=Outcome.REFUSED,
            messages=(replace(problem, sheet=self.table.sheet),),
            hash=blake2b(repr(row.cells).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest(),
            proposals=_NOTHING,
        )

    def _finish(self) -> None:
        if self._points is not None and self._points.latitude in self._places:
            heading = self.table.headings[self._places[self._points.latitude]]
            self.messages += self._points.about_file(heading, self.table.sheet)


_NAMELESS = Finding(
    Outcome.REFUSED,
    "required.name",
    "名前の列",
    "名前の列が選ばれていないので取り込めません。項目の対応で、名前の列を選んでください",
)
_WEIGHT = {Outcome.APPLIED: 0, Outcome.REPAIRED: 0, Outcome.CONFIRM: 1, Outcome.REFUSED: 2}


def _worse(one: Outcome, other: Outcome) -> Outcome:
    plain = Outcome.APPLIED if other is Outcome.REPAIRED else other
    return plain if _WEIGHT[plain] > _WEIGHT[one] else one
