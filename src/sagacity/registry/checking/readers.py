"""The right reader for every column, remembering what it has read before."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sagacity.kit.city.api import City
from sagacity.registry.checking import contacts, moments, numbers, texts
from sagacity.registry.checking.verdict import Reader, Verdict, asked, given
from sagacity.registry.kinds import Column, Kind, Type

REMEMBERED = 2_000  # cells per column; a column of names or points gains nothing from more


class Remembering(dict[str, Verdict]):
    """A reader with a bounded memory: looking up is a plain dictionary access."""

    __slots__ = ("_read",)

    def __init__(self, read: Reader) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, text: str) -> Verdict:
        verdict = _closely(self._read, text)
        if len(self) < REMEMBERED:
            self[text] = verdict
        return verdict


def _closely(read: Reader, text: str) -> Verdict:
    """同上, errors and formulas are no value of any type; a lone "-" may be."""
    plain = text.strip()
    if (plain and plain[0] in '=@同〃々″"#上+-' and len(plain) > 1) or plain in ("〃", "々", "″"):
        strange = texts.unreadable(plain)
        if strange is not None:
            return strange
    return read(text)


def reader(column: Column, columns: Sequence[Column], city: City, edition: date | None) -> Reader:
    """The reader of one column; free text has its own way."""
    simple: dict[Type, Reader] = {
        Type.ID: numbers.identifier,
        Type.CORPORATE_NUMBER: numbers.corporate_number,
        Type.INTEGER: numbers.integer,
        Type.NUMBER: numbers.decimal,
        Type.LATITUDE: numbers.decimal,
        Type.LONGITUDE: numbers.decimal,
        Type.FLAG: numbers.flag,
        Type.DAYS: moments.days,
        Type.POSTCODE: contacts.postcode,
        Type.URL: contacts.url,
        Type.EMAIL: contacts.email,
        Type.KANA: contacts.reading,
        Type.LIST: contacts.several,
        Type.MARK: _mark,
    }
    if column.type in simple:
        return simple[column.type]
    if column.type is Type.GOVERNMENT_CODE:
        return numbers.government_code(city.code, is_publisher=column.to == "publisher.code")
    if column.type is Type.DATE:
        return moments.date_of(edition)
    if column.type is Type.TIME:
        return moments.time_of(*_pair(column, columns))
    if column.type is Type.PHONE:
        inner = [one.name for one in columns if one.name.endswith("内線番号")]
        return contacts.phone(inner[0] if inner and column.to == "phone" else "")
    if column.type is Type.CHOICE:
        return contacts.choice(column.choices, column.same_as or {})
    if column.to == "address.city":
        return _city_name
    return texts.read


def _pair(column: Column, columns: Sequence[Column]) -> tuple[str, str]:
    for opens, closes in (("hours.opens", "hours.closes"), ("occurrence.starts", "occurrence.ends")):
        if column.to in (opens, closes):
            found = {one.to: one.name for one in columns}
            return found.get(opens, ""), found.get(closes, "")
    return "", ""


def _mark(text: str) -> Verdict:
    return texts.read(text) if text != text.strip() or len(text) > 1 else given(text)


def _city_name(text: str) -> Verdict:
    verdict = texts.read(text)
    name: Any = verdict.value
    if (
        verdict.finding is None
        and name
        and (name[-1] not in "市区町村" or any(sign.isdigit() for sign in name))
    ):
        return asked(
            "address.whole",
            "市区町村の名前だけ",
            "市区町村より細かい住所まで入っているようです。列を分けるか、このまま取り込むか決めてください",
            keep=name,
        )
    return verdict


def is_text(column: Column) -> bool:
    """Whether the quick look at the whole line is enough for this column."""
    return column.type is Type.TEXT and column.to != "address.city"


def columns_of(kind: Kind, names: Sequence[str]) -> list[Column]:
    """The columns of these names, in their order."""
    return [column for name in names if (column := kind.column(name)) is not None]
