"""What a data-set kind is: the columns a national standard or a publisher agreed on, as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Noun(StrEnum):
    """What one row of the set becomes in the registry."""

    PLACE = "place"
    EVENT = "event"
    STAT = "stat"
    TOWN = "town"
    COLLECTION = "collection"
    VACANCY = "vacancy"
    DATASET = "dataset"  # a line of the list of open data


class Type(StrEnum):
    """The form of the values of one column; decides which checks and repairs apply."""

    TEXT = "text"
    LIST = "list"  # values divided by ";"
    KANA = "kana"
    ID = "id"
    GOVERNMENT_CODE = "government_code"
    CORPORATE_NUMBER = "corporate_number"
    INTEGER = "integer"
    NUMBER = "number"
    LATITUDE = "latitude"
    LONGITUDE = "longitude"
    DATE = "date"
    TIME = "time"
    DAYS = "days"  # a run of 月火水木金土日祝
    FLAG = "flag"  # 1, 0 or empty
    CHOICE = "choice"
    MARK = "mark"  # ○ △ × - : kept as it stands, never read as a number or a flag
    PHONE = "phone"
    POSTCODE = "postcode"
    URL = "url"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a set."""

    name: str  # as the standard writes it; the key of the value in CheckedRow.values
    type: Type
    to: str = (
        "field"  # "name", "address.text", "point.latitude", "hours.opens" …; "field" = stays in the facet
    )
    mark: str = ""  # "◎" must, "○" recommended, "" optional or not known
    aliases: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()  # for Type.CHOICE
    same_as: Mapping[str, str] | None = None  # known other spellings of a choice

    def __hash__(self) -> int:
        return hash(self.name)


@dataclass(frozen=True, slots=True)
class Edition:
    """One published form of the set: its headings in order and which of them are required."""

    name: str
    headings: tuple[str, ...]
    required: tuple[str, ...]
    source: str
    confidence: str
    order_known: bool = True  # only then may a file without headings be read by position


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of data set, such as the national list of AEDs."""

    key: str
    title: Mapping[str, str]  # "ja", "en"
    standard: str  # title of the national standard, "" for a form of the publisher's own
    noun: Noun
    facet: str  # the facet kind a place gets: gsi_shelter gives "shelter"
    file_key: str  # <code6>_<file_key>.csv
    columns: tuple[Column, ...]
    editions: tuple[Edition, ...]  # newest first
    legend: Mapping[str, str]  # meaning of coded values, as far as published
    file_names: tuple[str, ...] = ()  # words such a file usually has in its name
    bounded: bool = True  # its points are expected inside the city
    open_ended: bool = False  # other headings than these belong to the form too
    terms: Mapping[str, str] | None = None  # publisher, licence, attribution, when it is never the city's own

    def column(self, name: str) -> Column | None:
        """The column of that name."""
        return next((column for column in self.columns if column.name == name), None)

    def leading_to(self, target: str) -> Column | None:
        """The first column whose value goes to `target`, such as "point.latitude"."""
        return next((column for column in self.columns if column.to == target), None)
