"""What is asked: blocks of questions, each with the kind of its answer."""

from dataclasses import dataclass, field
from enum import StrEnum

from sagacity.procedures.types.words import NO_RULE, Rule, Words


class Kind(StrEnum):
    """What a question takes; behind each the shape of its value in answers."""

    TEXT = "text"  # "…", one line
    LONG_TEXT = "long_text"  # "…"
    NAME = "name"  # {"family": "…", "given": "…"}, signs kept as given
    KANA = "kana"  # {"family": "…", "given": "…"}, full-width katakana
    DATE = "date"  # "2026-04-01"; typed also as 令和8年4月1日, R8.4.1
    NUMBER = "number"  # 3, whole
    YEN = "yen"  # 1200
    YES_NO = "yes_no"  # true | false
    CHOICE = "choice"  # key of an option
    CHOICES = "choices"  # [keys of options], in the order of the options
    PHONE = "phone"  # "0952-00-0000"
    MAIL = "mail"
    POSTCODE = "postcode"  # "840-0811"
    ADDRESS = "address"  # {"postcode": "…", "town": "…", "rest": "…", "building": "…"}
    BANK_ACCOUNT = (
        "bank_account"  # {"bank": "0001", "branch": "001", "kind": "ordinary", "number": "…", "holder": "…"}
    )
    PLACE = "place"  # key of a place of the registry
    FILE = "file"  # [keys of uploads]
    SIGNATURE = "signature"  # key of an upload: a picture drawn on the screen
    HOUSEHOLD = "household"  # [keys of members, as prefilled]: ticked, not typed again
    TABLE = "table"  # [{key of column: value}, …]
    CONSENT = "consent"  # true; anything else is no answer


class Source(StrEnum):
    """Where the value of an answer came from."""

    RESIDENT = "resident"  # typed
    CARD = "card"  # the facts proven by the My Number Card
    REGISTER = "register"
    PROFILE = "profile"  # of an earlier form or the account
    RULE = "rule"  # worked out
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a question."""

    key: str
    label: Words
    show_if: Rule = NO_RULE


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that is asked. Rules see answers by `{"var": "key"}` and facts by `{"var": "facts.…"}`."""

    key: str
    kind: Kind
    label: Words
    hint: Words = field(default_factory=dict)
    required: bool = True
    show_if: Rule = NO_RULE
    options: tuple[Option, ...] = ()
    columns: tuple["Question", ...] = ()  # of a table
    prefill: str = ""  # "card.name", "register.address", "register.household", "account.mail" …
    least: int | None = None  # number, yen: smallest; choices, table, file: fewest; text: shortest
    most: int | None = None  # the other end
    since: str = ""  # date: earliest, "2026-04-01", "today", "today-14d", "today+3m"
    until: str = ""  # date: latest
    pattern: str = ""  # text: a whole match (RE2-like: no back references)
    say: Words = field(default_factory=dict)  # what is said when pattern or `must` does not hold
    must: Rule = NO_RULE  # a condition over all answers that a good answer fulfils
    is_sensitive: bool = False  # never in lists, searches or CSV


@dataclass(frozen=True, slots=True)
class Block:
    """What one screen of a phone asks."""

    key: str
    title: Words
    questions: tuple[Question, ...]
    note: Words = field(default_factory=dict)
    show_if: Rule = NO_RULE
