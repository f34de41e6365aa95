"""A block as templates draw it: every question with its value, its faults, its source."""

from dataclasses import dataclass
from typing import Any

from sagacity.kit.uploads import api as uploads
from sagacity.procedures.api import Kind
from sagacity.procedures.forms.fields.found import Found

GROUPS = {
    Kind.NAME, Kind.KANA, Kind.DATE, Kind.YES_NO, Kind.CHOICE, Kind.CHOICES, Kind.ADDRESS,
    Kind.BANK_ACCOUNT, Kind.HOUSEHOLD, Kind.TABLE, Kind.FILE, Kind.SIGNATURE,
}  # fmt: skip
MANY_OPTIONS = 8  # beyond it one list instead of buttons
TEMPLATES = {
    Kind.LONG_TEXT: "long_text",
    Kind.NAME: "name",
    Kind.KANA: "name",
    Kind.DATE: "date",
    Kind.YES_NO: "choice",
    Kind.CHOICE: "choice",
    Kind.CHOICES: "choices",
    Kind.HOUSEHOLD: "household",
    Kind.ADDRESS: "address",
    Kind.BANK_ACCOUNT: "account",
    Kind.PLACE: "place",
    Kind.FILE: "file",
    Kind.SIGNATURE: "signature",
    Kind.TABLE: "table",
    Kind.CONSENT: "consent",
}
FIRST_PARTS = {
    Kind.NAME: "family",
    Kind.KANA: "family",
    Kind.ADDRESS: "town",
    Kind.BANK_ACCOUNT: "bank",
    Kind.DATE: "year",
}


@dataclass(frozen=True, slots=True)
class OptionView:
    """One thing to choose."""

    key: str
    label: str
    is_chosen: bool
    is_shown: bool = True
    rule: str = ""


@dataclass(frozen=True, slots=True)
class FieldView:
    """One question as a template draws it."""

    key: str
    kind: str
    name: str  # of its input
    id: str
    label: str
    hint: str
    required: bool
    is_shown: bool
    rule: str  # JSON, for the browser
    value: Any
    faults: tuple[tuple[str, str], ...]  # part it stands at ("" for the whole), words
    notes: tuple[str, ...] = ()
    source: str = ""
    source_words: str = ""
    options: tuple[OptionView, ...] = ()
    rows: tuple[tuple["FieldView", ...], ...] = ()
    columns: tuple[str, ...] = ()
    files: tuple[uploads.Upload, ...] = ()
    found: tuple[Found, ...] = ()
    most: int | None = None
    least: int | None = None
    autocomplete: str = ""
    keyboard: str = ""
    signs: tuple[str, ...] = ()
    elsewhere: str = ""
    must_know: bool = False  # the household is not known yet
    is_not_found: bool = False  # something was looked up, and nothing was found
    looked_words: str = ""  # what became of looking it up
    place_name: str = ""

    @property
    def is_group(self) -> bool:
        return self.kind in GROUPS

    @property
    def template(self) -> str:
        return f"forms/kinds/{TEMPLATES.get(Kind(self.kind), 'text')}.html"

    @property
    def described(self) -> str:
        """Ids of what says more about it."""
        said = [f"{self.id}-hint"] * bool(self.hint) + [f"{self.id}-source"] * bool(self.source_words)
        return " ".join(said + [f"{self.id}-fault"] * bool(self.faults))

    @property
    def faulty_parts(self) -> tuple[str, ...]:
        return tuple(part for part, _ in self.faults if part)

    @property
    def first_fault(self) -> str:
        return self.faults[0][1] if self.faults else ""

    @property
    def is_list(self) -> bool:
        return len(self.options) > MANY_OPTIONS

    @property
    def can_grow(self) -> bool:
        return self.most is None or len(self.rows) < self.most


@dataclass(frozen=True, slots=True)
class BlockView:
    """One screen."""

    key: str
    title: str
    note: str
    fields: tuple[FieldView, ...]
    data: str  # JSON: answers of other blocks and facts, for rules in the browser
    number: int
    of: int
    new: tuple[str, ...] = ()

    @property
    def faults(self) -> list[tuple[str, str, str]]:
        """Id, label and words of everything that is wrong."""
        return [
            (one.rows[0][0].id if one.rows else _first_id(one), one.label, words)
            for one in self.fields
            for _, words in one.faults
        ]

    @property
    def shown(self) -> str:
        return " ".join(one.key for one in self.fields if one.is_shown)

    @property
    def sends_files(self) -> bool:
        return any(one.kind in {Kind.FILE, Kind.SIGNATURE} for one in self.fields)


def _first_id(one: FieldView) -> str:
    """Where a link to a fault leads: the first field that can be written in."""
    part = one.faulty_parts[0] if one.faulty_parts else ""
    wanted = part or FIRST_PARTS.get(Kind(one.kind), "")
    if one.kind in {Kind.CHOICE, Kind.YES_NO, Kind.CHOICES, Kind.HOUSEHOLD} and not one.is_list:
        wanted = one.options[0].key if one.options else ""
    return f"{one.id}-{wanted}" if wanted else one.id
