"""Writing a file: what does not fit its item is refused, never cut silently, save names of banks."""

from collections.abc import Mapping
from dataclasses import fields

from sagacity.ledger.debit.bankers_file import layout, letters
from sagacity.ledger.debit.bankers_file.layout import DATA, END, HEADER, TRAILER, Mode
from sagacity.ledger.debit.bankers_file.records import BankersFile, Entry, Head
from sagacity.ledger.debit.letters import forbidden

MAY_BE_CUT = {"bank_name", "branch_name"}  # 任意項目: the codes count
MOST = 999_999  # records; the trailer has six digits


class CannotWrite(ValueError):
    """An item does not fit; `record` counts from 1, `found` is what does not."""

    def __init__(self, record: int, title: str, found: str) -> None:
        super().__init__(f"record {record}, {title}")  # what was found may be somebody's name
        self.record, self.title, self.found = record, title, found


def write(file: BankersFile, *, line_ends: bool, with_results: bool = False) -> bytes:
    """The file as bytes; `with_results` fills the sums of what was paid, as a bank does.

    Raises:
        CannotWrite: something does not fit.
    """
    records = [_head(file.head)]
    records += [_entry(one, number) for number, one in enumerate(file.entries, start=2)]
    records.append(_trailer(file, with_results=with_results))
    records.append(_record(END, {"record": END}, len(records) + 1))
    end = b"\r\n" if line_ends else b""
    return b"".join(one + end for one in records)


def _head(head: Head) -> bytes:
    said = {"record": HEADER, "kind": layout.KIND, "code": layout.JIS, **_said(head)}
    return _record(HEADER, said, 1)


def _entry(entry: Entry, number: int) -> bytes:
    if entry.amount <= 0:
        raise CannotWrite(number, "引落金額", str(entry.amount))
    return _record(DATA, {"record": DATA, **_said(entry)}, number)


def _trailer(file: BankersFile, *, with_results: bool) -> bytes:
    count, paid = len(file.entries), file.paid if with_results else ()
    if not 0 < count <= MOST:
        raise CannotWrite(count + 2, "合計件数", str(count))
    paid_total = sum(one.amount for one in paid)
    said = {
        "record": TRAILER,
        "count": str(count),
        "total": str(file.total),
        "paid_count": str(len(paid)),
        "paid_total": str(paid_total),
        "failed_count": str(count - len(paid) if with_results else 0),
        "failed_total": str(file.total - paid_total if with_results else 0),
    }
    return _record(TRAILER, said, count + 2)


def _said(fact: Head | Entry) -> dict[str, str]:
    return {name: str(getattr(fact, name)) for name in (one.name for one in fields(fact))}


def _record(kind: str, said: Mapping[str, str], number: int) -> bytes:
    return b"".join(_item(field, said.get(field.name, ""), number) for field in layout.RECORDS[kind])


def _item(field: layout.Field, text: str, number: int) -> bytes:
    if field.mode is Mode.BLANK:
        return b" " * field.length
    if field.name in MAY_BE_CUT:
        text = text[: field.length]
    bad = forbidden(text) if field.mode is Mode.C else [] if text.isascii() and text.isdigit() else [text]
    if bad or len(text) > field.length:
        raise CannotWrite(number, field.title, "".join(bad) or text)
    filled = text.zfill(field.length) if field.mode is Mode.N else text.ljust(field.length)
    return letters.to_bytes(filled)
