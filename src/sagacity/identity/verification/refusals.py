"""Why somebody who went to the app is not proven when they come back: each reason has a stable code.

Those that any way of this kind may end with are the kit's, told here again as this room's own.
"""

from sagacity.kit.openid.api import (
    BadSignature,
    ClientRefused,
    CodeRefused,
    ExpiredToken,
    MalformedToken,
    NotProven,
    NotYetToken,
    OldToken,
    OtherSubject,
    TokenRefused,
    UnknownKey,
    WrongAlgorithm,
    WrongAudience,
    WrongIssuer,
    WrongNonce,
)
from sagacity.kit.openid.api import ProviderDown as AppDown

__all__ = [
    "AnotherPerson",
    "AppDown",
    "AppSaysNo",
    "BadSignature",
    "CardNotGood",
    "ClientRefused",
    "CodeRefused",
    "ExpiredToken",
    "FactsUnreadable",
    "MalformedToken",
    "NewCard",
    "NoAuthorities",
    "NoSuchDocument",
    "NotProven",
    "NotSetUp",
    "NotYetToken",
    "OldToken",
    "OtherBrowser",
    "OtherSubject",
    "SignatureNotBelieved",
    "SignerDiffers",
    "StateUsed",
    "Stopped",
    "TokenRefused",
    "TooLate",
    "UnknownKey",
    "UnknownState",
    "WrongAlgorithm",
    "WrongAudience",
    "WrongIssuer",
    "WrongNonce",
]


class NotSetUp(NotProven):
    """The city has not connected the app yet."""

    reason = "not_set_up"


class Stopped(NotProven):
    """The person stopped, or the app ended without a card."""

    reason = "stopped"


class CardNotGood(NotProven):
    """The app says that the card is revoked or expired."""

    reason = "card_not_good"


class AppSaysNo(NotProven):
    """The app answered with an error of another kind."""

    reason = "app_says_no"


class UnknownState(NotProven):
    """Nobody set out with this state."""

    reason = "unknown_state"


class StateUsed(NotProven):
    """Somebody came back with it before; each way is walked once."""

    reason = "state_used"


class TooLate(NotProven):
    """The way took too long."""

    reason = "too_late"


class OtherBrowser(NotProven):
    """The phone came back in another browser than it left."""

    reason = "other_browser"


class FactsUnreadable(NotProven):
    """One of the four facts is missing or cannot be read."""

    reason = "facts_unreadable"


class NewCard(NotProven):
    """The app knows this card holder by a new number: the four facts must be asked again."""

    reason = "new_card"


class NoSuchDocument(NotProven):
    """There is no document of this key to sign for this resident, or not any more."""

    reason = "no_such_document"


class SignatureNotBelieved(NotProven):
    """The signature or its certificate was refused; `reason` is that of `jpki/refusals.py`."""

    reason = "signature_not_believed"

    def __init__(self, reason: str = reason) -> None:
        super().__init__(reason)
        self.reason = reason


class SignerDiffers(NotProven):
    """The four facts of the certificate are not those of one person in the register."""

    reason = "signer_differs"


class NoAuthorities(NotProven):
    """No authority or no list of revoked certificates is at hand: no signature could be believed."""

    reason = "no_authorities"


class AnotherPerson(NotProven):
    """The card belongs to somebody else than this account."""

    reason = "another_person"
