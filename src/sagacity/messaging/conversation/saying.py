"""Saying something: typed, spoken or tapped. The original is written at once, translations come after it."""

import unicodedata
from datetime import datetime

from django.db import transaction

from sagacity.kit import policy
from sagacity.kit.japanese import my_number
from sagacity.messaging.conversation import boards, conversations, counts, facts, models, sealing, types
from sagacity.messaging.conversation.refusals import (
    MyNumberSaid,
    NoSuchConversation,
    NothingSaid,
    TooLong,
    TooMuch,
)
from sagacity.messaging.conversation.types import How, Lacking, Origin, Side

LONGEST = 400  # letters: more is not read at a counter
MOST = 400  # utterances of one visit


def say(
    *,
    conversation: str,
    side: Side,
    text: str,
    client_key: str,
    at: datetime,
    spoken: bool = False,
    language: str = "",
) -> types.Utterance:
    """Say it in words of one's own; said twice with one client key it stands once.

    A clerk speaks Japanese, a resident the language of the conversation unless another is named.

    Raises:
        NoSuchConversation, NothingSaid, TooLong, TooMuch, NoSuchLanguage.
    """
    words = cleaned(text)
    return _write(
        conversation,
        side=side,
        how=How.SPOKEN if spoken else How.TYPED,
        language=language,
        said=dict[str, object](text=words),
        client_key=client_key,
        at=at,
    )


def say_phrase(
    *, conversation: str, side: Side, board: str, phrase: str, client_key: str, at: datetime
) -> types.Utterance:
    """Say a phrase of a board: it is there in every language at once.

    Raises:
        NoSuchConversation, NoSuchPhrase, TooMuch.
    """
    found = boards.phrase(board=board, key=phrase, side=side)
    translations = {
        language: {"text": text, "origin": Origin.PHRASE.value} for language, text in found.text.items()
    }
    said: dict[str, object] = {
        "board": board,
        "phrase": found.key,
        "pictogram": found.pictogram,
        "translations": translations,
    }
    return _write(
        conversation, side=side, how=How.TAPPED, language="", said=said, client_key=client_key, at=at
    )


@transaction.atomic
def mend(
    *, conversation: str, number: int, language: str, text: str, by: policy.Person, at: datetime
) -> types.Utterance:
    """A clerk writes a translation, or mends the machine's: from now on it is a person's.

    Raises:
        NoSuchConversation, NothingSaid, TooLong, NoSuchLanguage.
    """
    conversations.conversation(key=conversation, by=by)
    words = cleaned(text)
    return write_translation(
        conversation=conversation,
        number=number,
        translation=types.Translation(conversations.spoken_here(language), words, Origin.PERSON),
        at=at,
    )


@transaction.atomic
def write_translation(
    *,
    conversation: str,
    number: int,
    at: datetime,
    translation: types.Translation | None = None,
    lacking: Lacking | None = None,
) -> types.Utterance:
    """Put a translation beside the original, or why there is none; a person's is not written over."""
    row = conversations.locked(conversation)
    one = models.Utterance.objects.filter(conversation=row, number=number).first()
    if one is None:
        raise NoSuchConversation(f"{conversation}/{number}")
    said = facts.words_of(facts.utterance(one, about=row.key))
    there = said["translations"]
    assert isinstance(there, dict)
    one.lacking = lacking or ""
    if translation is not None:
        known = there.get(translation.language, {}).get("origin", Origin.MACHINE)
        if known == Origin.MACHINE or translation.origin is Origin.PERSON:
            there[translation.language] = {"text": translation.text, "origin": translation.origin.value}
    one.sealed = sealing.seal(said, about=row.key)
    one.save(update_fields=["lacking", "sealed"])
    conversations.happened(row, at=at)
    return facts.utterance(one, about=row.key)


def cleaned(text: str) -> str:
    """Words without what no screen shows; lines stay.

    Raises:
        NothingSaid, TooLong, MyNumberSaid.
    """
    lines = unicodedata.normalize("NFC", text).replace("\r", "\n").split("\n")
    shown = ["".join(one for one in line if _shows(one)).strip() for line in lines]
    words = "\n".join(line for line in shown if line)
    if not words:
        raise NothingSaid
    if len(words) > LONGEST:
        raise TooLong(LONGEST)
    if my_number.stands_in(words):
        raise MyNumberSaid
    return words


def _shows(letter: str) -> bool:
    """Control letters and those that turn the direction of writing are left out; joiners of scripts stay."""
    kind = unicodedata.category(letter)
    return kind not in {"Cc", "Cs", "Co", "Cn"} and not (kind == "Cf" and letter not in "\u200c\u200d")


@transaction.atomic
def _write(
    conversation: str,
    *,
    side: Side,
    how: How,
    language: str,
    said: dict[str, object],
    client_key: str,
    at: datetime,
) -> types.Utterance:
    row = conversations.locked(conversation)
    before = models.Utterance.objects.filter(conversation=row, client_key=client_key[:80]).first()
    if before is not None:
        return facts.utterance(before, about=row.key)
    many = models.Utterance.objects.filter(conversation=row).count()
    if many >= MOST:
        raise TooMuch
    speaks = conversations.spoken_here(language) if language else _own(side, row.language)
    lacking = ""
    if how is How.TAPPED:
        speaks = _tapped(said, speaks)
    elif _needs_translation(side, speaks, row.language):
        lacking = Lacking.UNDER_WAY.value
    one = models.Utterance.objects.create(
        conversation=row,
        number=many + 1,
        client_key=client_key[:80],
        side=side.value,
        how=how.value,
        language=speaks,
        lacking=lacking,
        sealed=sealing.seal(said, about=row.key),
        said_at=at,
    )
    counts.count(
        board=str(said.get("board", row.board)),
        phrase=str(said.get("phrase", "")),
        language=row.language,
        side=side,
        how=how,
        at=at,
    )
    conversations.happened(row, at=at)
    return facts.utterance(one, about=row.key)


def _own(side: Side, residents: str) -> str:
    return "ja" if side is Side.CLERK else residents


def _tapped(said: dict[str, object], speaks: str) -> str:
    """The original of a phrase is in the speaker's language, or in Japanese where the board lacks it."""
    translations = said["translations"]
    assert isinstance(translations, dict)
    language = speaks if speaks in translations else "ja"
    said["text"] = translations[language]["text"]
    return language


def _needs_translation(side: Side, speaks: str, residents: str) -> bool:
    listens = residents if side is Side.CLERK else "ja"
    return types.base(speaks) != types.base(listens)
