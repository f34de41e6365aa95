"""Why something is not done with a case: one class for each reason."""

from django.core.exceptions import PermissionDenied

from sagacity.procedures.api import Checked
from sagacity.procedures.cases import types


class NoSuchCase(LookupError):
    """There is no case of this key, or it is nobody's business who asks."""


class NotGood(Exception):
    """The answers cannot be accepted; `checked` says what is wrong."""

    def __init__(self, checked: Checked) -> None:
        super().__init__(
            "; ".join(f"{fault.question}: {fault.code}" for fault in checked.faults) or "not eligible"
        )
        self.checked = checked


class PaperMissing(Exception):
    """Papers that are required were not handed in; `papers` are their keys."""

    def __init__(self, papers: tuple[str, ...]) -> None:
        super().__init__(", ".join(papers))
        self.papers = papers


class HoldsMyNumber(Exception):
    """An answer holds a number that is stored nowhere; `question` is its key."""

    def __init__(self, question: str) -> None:
        super().__init__(question)
        self.question = question


class OneAlready(Exception):
    """There may be one living case of this; `case` is it."""

    def __init__(self, case: types.Case) -> None:
        super().__init__(case.number)
        self.case = case


class ClientKeyTaken(Exception):
    """This client key belongs to another wish."""


class NotByDelegates(PermissionDenied):
    """This procedure is not done for another."""


class NotNow(Exception):
    """A case in this state does not let it be done."""

    def __init__(self, state: types.State, wanted: str = "") -> None:
        super().__init__(f"{wanted} in state {state}")
        self.state, self.wanted = state, wanted


class SamePerson(Exception):
    """Four eyes: somebody else must do this step."""


class ChecksMissing(Exception):
    """Not everything that is to be looked at was looked at; `checks` are the keys left."""

    def __init__(self, checks: tuple[str, ...]) -> None:
        super().__init__(", ".join(checks))
        self.checks = checks


class NothingSaid(ValueError):
    """A reason or a text is needed."""


class NotAllowed(PermissionDenied):
    """Whoever asks may not do this with cases."""


class FeeWouldChange(Exception):
    """The answers would cost another fee than was asked for: withdraw, and apply anew."""


class NotWithdrawable(Exception):
    """The procedure does not let anybody withdraw."""


class NoSuchHandOver(LookupError):
    """The token is unknown, used or over."""
