"""An utterance as one reader sees it: in the reader's language, and beside it what the other side reads."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from sagacity.messaging.conversation import types
from sagacity.messaging.conversation.types import Lacking, Origin, Side

MARKS: dict[Origin, Promise | str] = {
    Origin.MACHINE: lazy("機械翻訳"),
    Origin.PERSON: lazy("職員が書いた訳"),
}
WHY: dict[Lacking, Promise | str] = {
    Lacking.UNDER_WAY: lazy("翻訳しています。"),
    Lacking.UNKNOWN: lazy("この文は翻訳できませんでした。短い文に言いかえるか、下の文から選んでください。"),
    Lacking.AWAY: lazy("翻訳のサービスが答えません。下の文から選ぶと、翻訳なしで伝わります。"),
    Lacking.OFF: lazy("自動の翻訳はありません。下の文から選んでください。"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands on a screen of one utterance."""

    number: int
    side: Side
    is_mine: bool
    text: str  # in the reader's language where there is one, else the original
    language: str  # of the text, as HTML and voices name it
    beside: str  # the original, or, of one's own words, what the other side reads
    beside_language: str
    wanted: str  # the language that a person may write a translation in
    mark: Promise | str  # "機械翻訳" and the like; empty for a phrase
    is_machine: bool
    why: Promise | str  # why there is no translation
    may_try_again: bool
    pictogram: str


def shown(conversation: types.Conversation, *, language: str, side: Side) -> tuple[Shown, ...]:
    """Everything that was said, for a reader on one side; the newest first."""
    other = conversation.language if side is Side.CLERK else "ja"
    said = reversed(conversation.utterances)
    return tuple(_shown(one, mine=language, other=other, side=side) for one in said)


def shown_last(conversation: types.Conversation, *, of: Side) -> Shown | None:
    """The last words of one side as the other reads them, for a display that shows few."""
    found = conversation.last_of(of)
    if found is None:
        return None
    reads = conversation.language if of is Side.CLERK else "ja"
    listener = Side.RESIDENT if of is Side.CLERK else Side.CLERK
    return _shown(found, mine=reads, other=reads, side=listener)


def _shown(one: types.Utterance, *, mine: str, other: str, side: Side) -> Shown:
    is_mine = one.side is side
    original = types.Translation(one.language, one.text, Origin.PERSON)
    wanted = other if is_mine else mine
    translation = one.in_language(wanted)
    text = original if is_mine else translation or original
    beside = translation if is_mine else original
    if beside is not None and beside.text == text.text:
        beside = None
    lacking = one.lacking if translation is None else None
    is_translated = translation is not None and translation.text != one.text
    return Shown(
        number=one.number,
        side=one.side,
        is_mine=is_mine,
        text=text.text,
        language=html_language(text.language),
        beside=beside.text if beside else "",
        beside_language=html_language(beside.language) if beside else "",
        wanted=wanted,
        mark=MARKS.get(translation.origin, "") if translation and is_translated else "",
        is_machine=bool(translation and is_translated and translation.origin is Origin.MACHINE),
        why=WHY[lacking] if lacking else "",
        may_try_again=lacking in {Lacking.AWAY, Lacking.UNDER_WAY},
        pictogram=one.pictogram,
    )


def html_language(language: str) -> str:
    """A language as a page and a voice name it."""
    return {"ja-easy": "ja", "zh-hans": "zh-Hans"}.get(language, language)
