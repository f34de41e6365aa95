"""Which items stand where: 120 bytes for each record, N digits from the right, C letters from the left."""

from dataclasses import dataclass
from enum import StrEnum

LENGTH = 120
HEADER, DATA, TRAILER, END = "1", "2", "8", "9"
KIND = "91"  # 預金口座振替
JIS = "0"


class Mode(StrEnum):
    """How an item is filled."""

    N = "N"  # digits, from the right, zeros before
    C = "C"  # letters, from the left, spaces behind
    BLANK = "blank"  # spaces alone


@dataclass(frozen=True, slots=True)
class Field:
    """One item of a record."""

    name: str
    title: str  # as the association calls it
    start: int  # first column, from 1
    length: int
    mode: Mode

    @property
    def stop(self) -> int:
        return self.start - 1 + self.length


def _record(*items: tuple[str, str, int, Mode]) -> tuple[Field, ...]:
    found, column = [], 1
    for name, title, length, mode in items:
        found.append(Field(name, title, column, length, mode))
        column += length
    assert column == LENGTH + 1, f"{items[0]} adds up to {column - 1}"
    return tuple(found)


N, C, BLANK = Mode.N, Mode.C, Mode.BLANK
RECORDS: dict[str, tuple[Field, ...]] = {
    HEADER: _record(
        ("record", "データ区分", 1, N),
        ("kind", "種別コード", 2, N),
        ("code", "コード区分", 1, N),
        ("client_code", "委託者コード", 10, N),
        ("client_name", "委託者名", 40, C),
        ("day", "引落日", 4, N),
        ("bank", "取引銀行番号", 4, N),
        ("bank_name", "取引銀行名", 15, C),
        ("branch", "取引支店番号", 3, N),
        ("branch_name", "取引支店名", 15, C),
        ("account_kind", "預金種目（委託者）", 1, N),
        ("account_number", "口座番号（委託者）", 7, N),
        ("rest", "ダミー", 17, BLANK),
    ),
    DATA: _record(
        ("record", "データ区分", 1, N),
        ("bank", "引落銀行番号", 4, N),
        ("bank_name", "引落銀行名", 15, C),
        ("branch", "引落支店番号", 3, N),
        ("branch_name", "引落支店名", 15, C),
        ("gap", "ダミー", 4, BLANK),
        ("account_kind", "預金種目", 1, N),
        ("account_number", "口座番号", 7, N),
        ("holder", "預金者名", 30, C),
        ("amount", "引落金額", 10, N),
        ("new_code", "新規コード", 1, N),
        ("customer", "顧客番号", 20, C),
        ("result", "振替結果コード", 1, N),
        ("rest", "ダミー", 8, BLANK),
    ),
    TRAILER: _record(
        ("record", "データ区分", 1, N),
        ("count", "合計件数", 6, N),
        ("total", "合計金額", 12, N),
        ("paid_count", "振替済件数", 6, N),
        ("paid_total", "振替済金額", 12, N),
        ("failed_count", "振替不能件数", 6, N),
        ("failed_total", "振替不能金額", 12, N),
        ("rest", "ダミー", 65, BLANK),
    ),
    END: _record(("record", "データ区分", 1, N), ("rest", "ダミー", 119, BLANK)),
}
