"""Reading a provider's daily report: CSV with a heading, in UTF-8 or as Japanese Excel saves it."""

import csv
import io
from collections.abc import Mapping

from sagacity.kit.money import Yen
from sagacity.ledger.providers.base import ReportLine

COLUMNS = ("order", "id", "kind", "gross", "charge")
KINDS = frozenset({"payment", "refund", "charge_back"})
MOST_LINES = 200_000


class BrokenReport(ValueError):
    """The file is no report; `line` says where (1 is the heading) and `why` what was found there."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(f"line {line}: {why}")
        self.line, self.why = line, why


def read(content: bytes) -> tuple[ReportLine, ...]:
    """Every line of a report.

    Raises:
        BrokenReport: nothing of it is taken.
    """
    rows = csv.DictReader(io.StringIO(_text(content), newline=""))
    if missing := [name for name in COLUMNS if name not in (rows.fieldnames or ())]:
        raise BrokenReport(1, ", ".join(missing))
    found: list[ReportLine] = []
    try:
        for row in rows:
            found.append(_line(rows.line_num, row))
            if len(found) > MOST_LINES:
                raise BrokenReport(rows.line_num, f"> {MOST_LINES}")
    except csv.Error as problem:
        raise BrokenReport(rows.line_num, str(problem)) from problem
    return tuple(found)


def _text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BrokenReport(1, "neither UTF-8 nor Shift_JIS")


def _line(number: int, row: Mapping[str, str | None]) -> ReportLine:
    try:
        gross, charge = int(row["gross"] or ""), int(row["charge"] or "")
    except ValueError:
        raise BrokenReport(number, f"gross={row['gross']}, charge={row['charge']}") from None
    kind, order = row["kind"] or "", (row["order"] or "")[:80]
    if kind not in KINDS or not order:
        raise BrokenReport(number, f"kind={kind}, order={order}")
    return ReportLine(order, (row["id"] or "")[:120], kind, Yen(gross), Yen(charge))
