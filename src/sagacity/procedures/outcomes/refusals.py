"""Why something was not done."""

from sagacity.kit.paper.api import CharactersLacking, NoPaper

__all__ = [
    "CharactersLacking",
    "NoPaper",
    "NoReason",
    "NoSuchDocument",
    "NotAllowed",
    "NotNow",
    "NothingComesOut",
]


class NoSuchDocument(LookupError):
    """There is no document of this key, or it is somebody else's."""


class NothingComesOut(Exception):
    """This procedure ends without a document, or the city has not said yes."""


class NotAllowed(PermissionError):
    """The permission or the division is another one."""


class NotNow(Exception):
    """The document is revoked or replaced already, or its years are over."""


class NoReason(ValueError):
    """Whoever revokes or gives out anew says why."""
