"""Why a time is not promised; each is said to a person in words of its own."""


class Refused(Exception):
    """Nothing was promised."""


class Taken(Refused):
    """Somebody else was first, or no resource is free at that time."""


class NotOffered(Refused):
    """The service cannot be booked then; `reason` is a stable word.

    `closed`, `off_grid`, `too_soon`, `too_far`, `too_short`, `too_long`.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TooMany(Refused):
    """The person has as many times to come as one may have."""


class HoldOver(Refused):
    """The hold has ended; the time may be somebody else's by now."""


class TooLate(Refused):
    """It can no longer be moved or cancelled from home."""


class PaymentUnderWay(Refused):
    """Somebody is paying for it at this moment; that is ended first."""


class OtherPrice(Refused):
    """The other time costs another amount: cancel and book anew."""


class StillFree(Refused):
    """Nobody waits for what is free."""


class NotOpen(Refused):
    """The round is not open (yet, or any more)."""


class BadWish(Refused):
    """A wish that is no lot of the round, twice the same, or none at all."""


class BadRound(ValueError):
    """A round that cannot be; the message says why."""


class NoSuchWaiter(LookupError):
    """Nobody of this key waits."""


class NoSuchRound(LookupError):
    """There is no round of this key."""


class NoPurpose(ValueError):
    """Whoever looks at names says what for."""


class BadContact(ValueError):
    """Something is missing or cannot be read; `field` says where."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class ClientKeyTaken(Exception):
    """This client key belongs to another time."""


class NoSuchSlot(LookupError):
    """There is no slot of this key."""


class NoSuchService(LookupError):
    """Nothing of this key can be booked."""


class NoSuchResource(LookupError):
    """There is no resource of this key."""


class BadService(ValueError):
    """A service or resource that cannot be; the message says why."""
