"""Why something of a visit does not go on."""


class NoSuchVisit(LookupError):
    """There is no such visit, or what was written in it has gone."""


class VisitIsOver(Exception):
    """The visit has ended; nothing is written into it any more."""


class NothingWanted(ValueError):
    """No procedure was named that could be done on a sheet."""


class OtherClerk(PermissionError):
    """Another clerk has the visit; it is to be taken over first."""


class NobodyFound(Exception):
    """The register knows nobody, or several: `why` is "none", "several" or "card"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class NoSuchCode(LookupError):
    """The code joins no screen: mistyped, used, or older than ten minutes."""


class ScreenEnded(Exception):
    """This screen belongs to no visit any more: cut off, replaced, or the visit is over."""


class NotWhole(Exception):
    """Something is still to be filled in before anybody signs."""


class NotSigned(Exception):
    """Nobody has signed, or something was changed since."""


class SheetMoved(Exception):
    """The sheet was changed while the resident read it; they read it again before they sign."""


class NoSuchClosing(LookupError):
    """The address opens no list: mistyped, or its month is over."""
