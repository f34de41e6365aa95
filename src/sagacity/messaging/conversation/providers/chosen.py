"""Which outside parties this city has, as its settings say; none is no fault: phrase boards need none."""

from django.conf import settings

from sagacity.kit.providers import Check
from sagacity.messaging.conversation.providers.base import Recogniser, Translator
from sagacity.messaging.conversation.providers.libre import Libre
from sagacity.messaging.conversation.providers.transcriptions import Transcriptions

TRANSLATION = "messaging.translation"
SPEECH = "messaging.speech"


def translator() -> Translator | None:
    """Whoever translates for this city."""
    if not settings.TRANSLATION_URL:
        return None
    return Libre(TRANSLATION, settings.TRANSLATION_URL, settings.TRANSLATION_KEY)


def recogniser() -> Recogniser | None:
    """Whoever recognises speech for this city."""
    if not settings.SPEECH_URL:
        return None
    return Transcriptions(SPEECH, settings.SPEECH_URL, settings.SPEECH_KEY, settings.SPEECH_MODEL)


def translates() -> bool:
    """Whether the city has somebody who translates."""
    return bool(settings.TRANSLATION_URL)


def hears() -> bool:
    """Whether the city has somebody who recognises speech."""
    return bool(settings.SPEECH_URL)


def is_demo() -> bool:
    """Whether the two are simulators, which pages say openly."""
    return bool(settings.DEMO)


def check_of_translator() -> Check:
    found = translator()
    return found.check() if found else Check(TRANSLATION, ok=True, detail="not set up")


def check_of_recogniser() -> Check:
    found = recogniser()
    return found.check() if found else Check(SPEECH, ok=True, detail="not set up")
