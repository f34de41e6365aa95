"""Why a card is not accepted; `reason` is the stable code that programs and the vectors file use."""

from typing import ClassVar


class CardRefused(Exception):
    """A text that is no valid card now; `card` is its id where it could be read and was signed."""

    reason: ClassVar[str] = "refused"

    def __init__(self, message: str = "", *, card: str = "") -> None:
        super().__init__(message or self.reason)
        self.card = card


class Malformed(CardRefused):
    """No card of ours: other text, cut off, too large, or written in a way the format forbids."""

    reason = "malformed"


class Foreign(CardRefused):
    """A card of another city."""

    reason = "foreign"


class UnknownKey(CardRefused):
    """Signed with a key this reader does not have: forged, or the reader's keys are old."""

    reason = "unknown_key"


class BadSignature(CardRefused):
    """The signature of the city or of the phone does not fit."""

    reason = "bad_signature"


class NotYet(CardRefused):
    """Issued in the future: a clock is wrong."""

    reason = "not_yet"


class Expired(CardRefused):
    """Its last day is over."""

    reason = "expired"


class Revoked(CardRefused):
    """Ended before its last day: lost, moved out, replaced."""

    reason = "revoked"


class Stale(CardRefused):
    """Shown at another time than now: a picture of a card, or a clock is wrong."""

    reason = "stale"


class Replayed(CardRefused):
    """The very same code was shown here before: a picture of a card."""

    reason = "replayed"


ALL = (Malformed, Foreign, UnknownKey, BadSignature, NotYet, Expired, Revoked, Stale, Replayed)


class BadKey(ValueError):
    """No public key on P-256: another kind, or a point that is not on the curve."""
