"""Translating what was said in words of somebody's own, by the city's translator; marked as a machine's."""

from datetime import datetime

from sagacity.messaging.conversation import facts, models, saying, types
from sagacity.messaging.conversation.providers import chosen
from sagacity.messaging.conversation.providers.base import CannotSay, ProviderAway
from sagacity.messaging.conversation.refusals import NoSuchConversation, Refused
from sagacity.messaging.conversation.types import Lacking, Origin, Side


def speak(
    *,
    conversation: str,
    side: Side,
    text: str,
    client_key: str,
    at: datetime,
    spoken: bool = False,
) -> types.Utterance:
    """Say it in words of one's own, and ask for its translation once it is written.

    Raises:
        NoSuchConversation, NothingSaid, TooLong, TooMuch, MyNumberSaid: nothing is said.
    """
    said = saying.say(
        conversation=conversation, side=side, text=text, client_key=client_key, spoken=spoken, at=at
    )
    return translate(conversation=conversation, number=said.number, at=at)


def translate(*, conversation: str, number: int, at: datetime) -> types.Utterance:
    """Ask for what an utterance lacks, and write it beside the original. Nothing is locked meanwhile.

    Raises:
        NoSuchConversation: it has ended meanwhile.
    """
    row = models.Conversation.objects.filter(key=conversation).first()
    one = models.Utterance.objects.filter(conversation__key=conversation, number=number).first()
    if row is None or one is None:
        raise NoSuchConversation(conversation)
    said = facts.utterance(one, about=row.key)
    wanted = row.language if said.side is Side.CLERK else "ja"
    if said.in_language(wanted) is not None:
        if said.lacking is None:
            return said
        return saying.write_translation(conversation=conversation, number=number, at=at)
    translation, lacking = _asked(said, wanted)
    return saying.write_translation(
        conversation=conversation, number=number, translation=translation, lacking=lacking, at=at
    )


def _asked(said: types.Utterance, wanted: str) -> tuple[types.Translation | None, Lacking | None]:
    translator = chosen.translator()
    if translator is None:
        return None, Lacking.OFF
    try:
        text = translator.translate(
            text=said.text, source=types.base(said.language), target=types.base(wanted)
        )
    except CannotSay:
        return None, Lacking.UNKNOWN
    except ProviderAway:
        return None, Lacking.AWAY
    # What a machine says is looked at as closely as what a stranger types.
    try:
        return types.Translation(wanted, saying.cleaned(text[: saying.LONGEST * 2]), Origin.MACHINE), None
    except Refused:
        return None, Lacking.UNKNOWN
