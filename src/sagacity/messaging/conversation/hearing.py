"""Hearing: a recording becomes words for its speaker to look at. The recording is kept nowhere."""

from sagacity.messaging.conversation import saying, types
from sagacity.messaging.conversation.providers import chosen
from sagacity.messaging.conversation.providers.base import NothingHeard, ProviderAway, Unheard
from sagacity.messaging.conversation.refusals import Refused

LARGEST = 3 * 1024 * 1024  # bytes: a minute of speech is well below
KINDS = ("audio/webm", "audio/ogg", "audio/mp4", "audio/wav", "audio/x-wav", "audio/mpeg")


def hear(*, recording: bytes, kind: str, language: str) -> str:
    """The words in a recording, shortened to what may be said at once.

    Raises:
        NothingHeard: there are none in it, or it is no recording.
        ProviderAway: whoever recognises speech does not answer.
        Unheard: the city has nobody who recognises speech.
    """
    recogniser = chosen.recogniser()
    if recogniser is None:
        raise Unheard
    sort = kind.partition(";")[0].strip().lower()
    if sort not in KINDS or not 0 < len(recording) <= LARGEST:
        raise NothingHeard
    heard = recogniser.hear(recording=recording, kind=sort, language=types.base(language))
    try:
        return saying.cleaned(heard[: saying.LONGEST])
    except Refused as problem:
        raise NothingHeard from problem


__all__ = ["KINDS", "LARGEST", "NothingHeard", "ProviderAway", "Unheard", "hear"]
