"""Outside parties of a conversation: one that translates, and one that hears."""

from typing import Protocol

from sagacity.kit.providers import Check


class ProviderAway(Exception):
    """No answer in time, or none that can be read."""


class CannotSay(Exception):
    """The translator answers that it cannot translate this."""


class NothingHeard(Exception):
    """There are no words in the recording."""


class Unheard(Exception):
    """The city has nobody who recognises speech."""


class Translator(Protocol):
    """Puts a text into another language; languages are "ja", "en", "zh-hans", "ko", "vi"."""

    def translate(self, *, text: str, source: str, target: str) -> str:
        """The same in another language.

        Raises:
            CannotSay, ProviderAway.
        """
        ...

    def check(self) -> Check:
        """How it is now, for the health page."""
        ...


class Recogniser(Protocol):
    """Puts a recording into words."""

    def hear(self, *, recording: bytes, kind: str, language: str) -> str:
        """The words in a recording of a media type.

        Raises:
            NothingHeard, ProviderAway.
        """
        ...

    def check(self) -> Check:
        """How it is now, for the health page."""
        ...
