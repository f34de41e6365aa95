"""Facts that leave the room: frozen, without database rows behind them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

Words = Mapping[str, str]  # by language, "ja" always

JAPANESE = ("ja", "ja-easy")


def base(language: str) -> str:
    """What a translator has to know: easy Japanese is Japanese."""
    return "ja" if language in JAPANESE else language


class Side(StrEnum):
    """Who of the two speaks."""

    CLERK = "clerk"
    RESIDENT = "resident"


class How(StrEnum):
    """How it was said."""

    TYPED = "typed"
    SPOKEN = "spoken"  # heard by a program, looked at by whoever spoke
    TAPPED = "tapped"  # a phrase of a board


class Origin(StrEnum):
    """Where a translation comes from."""

    PHRASE = "phrase"  # of the city's board
    MACHINE = "machine"
    PERSON = "person"  # a clerk wrote it, or mended what the machine said


class Lacking(StrEnum):
    """Why there is no translation."""

    UNDER_WAY = "under_way"
    UNKNOWN = "unknown"  # the translator says that it cannot
    AWAY = "away"  # it did not answer
    OFF = "off"  # the city has none


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence that is often needed at a desk."""

    key: str
    side: Side
    text: Words
    pictogram: str = ""
    source: str = ""  # of a fact in it, such as a deadline


@dataclass(frozen=True, slots=True)
class Board:
    """The phrases of one desk."""

    key: str
    name: Words
    phrases: tuple[Phrase, ...]
    order: int = 0
    source: str = ""
    confirmed: bool = False

    def of(self, side: Side) -> tuple[Phrase, ...]:
        return tuple(phrase for phrase in self.phrases if phrase.side is side)


@dataclass(frozen=True, slots=True)
class Translation:
    """The same in another language, and where that comes from."""

    language: str
    text: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Utterance:
    """What somebody said: the original is always kept beside its translations."""

    number: int
    side: Side
    how: How
    language: str
    text: str
    said_at: datetime
    translations: Mapping[str, Translation] = field(default_factory=dict)
    lacking: Lacking | None = None
    board: str = ""
    phrase: str = ""
    pictogram: str = ""

    def in_language(self, language: str) -> Translation | None:
        """Its words for a reader: a translation, the original where none is needed, or None."""
        if language == self.language:
            return Translation(self.language, self.text, Origin.PERSON)
        if found := self.translations.get(language):
            return found
        if base(language) == base(self.language):
            return Translation(self.language, self.text, Origin.PERSON)
        same = (one for one in self.translations.values() if base(one.language) == base(language))
        return next(same, None)


@dataclass(frozen=True, slots=True)
class Conversation:
    """A clerk and a resident who talk at a desk, until the visit ends."""

    key: str
    ear: str  # what pages listen to; it says nothing but that something happened
    clerk: str
    board: str
    language: str  # of the resident
    began_at: datetime
    version: int
    screens: int
    code: str = ""
    code_until: datetime | None = None
    utterances: tuple[Utterance, ...] = ()

    def last_of(self, side: Side) -> Utterance | None:
        return next((one for one in reversed(self.utterances) if one.side is side), None)


@dataclass(frozen=True, slots=True)
class Counted:
    """How often something was said in a while; what was said stands nowhere."""

    board: str
    phrase: str  # empty: words of their own
    language: str
    side: Side
    how: How
    times: int
