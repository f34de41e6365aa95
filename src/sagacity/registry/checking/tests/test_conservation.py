"""What always holds: every row ends once, and no value changes without a line that says so."""

import re
import unicodedata
from datetime import date, time
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sagacity.registry import kinds
from sagacity.registry.checking import check, from_plain, to_plain
from sagacity.registry.checking.numbers import corporate_number, government_code
from sagacity.registry.checking.tests.desk import CITY, EDITION, table
from sagacity.registry.kinds import governments
from sagacity.registry.mapping import propose
from sagacity.registry.reporting import rules
from sagacity.registry.types import Outcome, Status

ODD = st.sampled_from([
    "", " ", "　", "1", "○", "△", "０", "同上", "-", "=1+1", "4.31E+15", "4,315 ", "公 民 館",
    "a\x00b", "a\x1fb",
    "9:00～17:00", "９時００分", "09:00", "24:00", "R6.4.8", "平成32年", "2026-09-01", "0202-09-01",
    "2026-02-30", "#REF!", "412015", "41201", "22101", "0952-24-3151", "東、西", "33.2", "130.3", "0",
    "ｶﾅ", "㈱①", "\ufffd", "月～金", "毎日", "有", "なし", "https://a.jp",
])  # fmt: skip
CELL = ODD | st.text(max_size=12)
KINDS = [kind for kind in kinds.all() if not kind.open_ended]
KNOWN_RULES = {one.id for one in rules()}


@st.composite
def files(draw: st.DrawFn) -> tuple[kinds.Kind, list[dict[str, str]]]:
    kind = draw(st.sampled_from(KINDS))
    names = draw(
        st.lists(st.sampled_from([one.name for one in kind.columns]), min_size=2, max_size=8, unique=True)
    )
    rows = draw(st.lists(st.fixed_dictionaries(dict.fromkeys(names, CELL)), max_size=6))
    return kind, rows or [dict.fromkeys(names, "")]


@settings(max_examples=300, deadline=None)
@given(files())
def test_every_row_ends_once_and_every_change_has_its_line(
    made: tuple[kinds.Kind, list[dict[str, str]]],
) -> None:
    kind, rows = made
    given_table = table(rows)
    columns = propose(given_table.headings, kind).columns

    checking = check(given_table, kind, columns, city=CITY, edition=EDITION)
    done = list(checking)

    tally = checking.tally
    assert len(done) == tally.rows == len(rows)
    assert tally.applied + tally.to_confirm + tally.refused == tally.rows
    for row, cells in zip(done, rows, strict=True):
        assert row.raw == cells
        assert row.outcome in (Outcome.APPLIED, Outcome.CONFIRM, Outcome.REFUSED)
        spoken_of = {columns[one.column] for one in row.messages if one.column}
        for heading, cell in cells.items():
            column = columns[heading]
            if not _same(row.values.get(column), cell):
                pair = {"緯度": "経度", "経度": "緯度", "stop_lon": "stop_lat"}.get(column, column)
                assert {column, pair} & spoken_of
            if row.statuses.get(column) is Status.REPAIRED:
                assert any(one.outcome is Outcome.REPAIRED for one in row.messages)
        asked = any(one.outcome is Outcome.CONFIRM for one in row.messages)
        refused = any(one.outcome is Outcome.REFUSED for one in row.messages)
        assert (row.outcome is Outcome.REFUSED) == refused
        assert (row.outcome is Outcome.CONFIRM) == (asked and not refused)
        assert {one.rule for one in row.messages} <= KNOWN_RULES
        assert all(one.expected and one.action for one in row.messages)
        assert from_plain(to_plain(row.values), kind) == row.values


def _same(value: Any, cell: str) -> bool:
    """Whether the value is what stands in the cell, written in the way of its type."""
    if value is None:
        return not cell.strip()
    if isinstance(value, bool):
        return cell == ("1" if value else "0")
    if isinstance(value, int | float):
        return re.fullmatch(r"-?[0-9.]+", cell) is not None and float(cell) == value
    if isinstance(value, time):
        return cell == value.isoformat("minutes")
    if isinstance(value, date):
        return cell == value.isoformat()
    if isinstance(value, tuple):
        return [part.strip() for part in cell.split(";") if part.strip()] == list(value)
    return bool(cell == value)


@given(st.sampled_from(sorted(governments.names())))
def test_a_repaired_code_always_exists_and_contains_what_stood_there(code: str) -> None:
    read = government_code("412015", is_publisher=False)
    for damaged in (code, code[:5], code.lstrip("0"), code[:5].lstrip("0")):
        verdict = read(damaged)
        if verdict.status is Status.REPAIRED or verdict.status is Status.GIVEN:
            assert verdict.value in governments.names()
            assert damaged in verdict.value
        else:
            assert len(governments.possible(damaged)) > 1
    assert read(code).value == code


@given(st.text(alphabet="0123456789０１２３４５６７８９-. ", max_size=8))
def test_no_code_comes_out_that_does_not_exist_unless_it_is_asked(text: str) -> None:
    verdict = government_code("412015", is_publisher=False)(text)

    if verdict.value is not None and (
        verdict.finding is None or verdict.finding.outcome is not Outcome.CONFIRM
    ):
        assert verdict.value in governments.names()
        assert verdict.value in governments.possible(unicodedata.normalize("NFKC", text).strip()) or any(
            digit.isdigit() for digit in text
        )


@given(st.integers(0, 10**12 - 1), st.integers(1, 9))
def test_one_wrong_check_digit_of_a_corporate_number_is_seen(rest: int, shift: int) -> None:
    body = f"{rest:012d}"
    total = sum(int(digit) * (1 if at % 2 == 0 else 2) for at, digit in enumerate(reversed(body)))
    right = 9 - total % 9

    assert corporate_number(f"{right}{body}").finding is None
    wrong = (right + shift) % 10
    assert corporate_number(f"{wrong}{body}").finding is not None
