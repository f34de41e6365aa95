"""Why the broker does not do what was asked; each face says it in its own words and codes."""


class Refused(Exception):
    """A request that is not carried out. ``str()`` is the sentence for whoever asked.

    Faces translate by class; ``v2/errors.py`` and ``ld/errors.py`` hold the tables.
    """


class NotJson(Refused):
    """The body is no JSON, or nested deeper than anything real."""


class BadRequest(Refused):
    """The request alone is wrong, whatever the store holds."""


class NotFound(Refused):
    """What was named is not there."""


class AlreadyExists(Refused):
    """It is there already."""


class Ambiguous(Refused):
    """The id alone fits several entities."""


class NotDoable(Refused):
    """Understood, but the state of the entity does not allow it."""


class PartlyDone(Refused):
    """Some of it was not possible; the rest is stored."""


class TooLarge(Refused):
    """More than the broker takes in one request."""


class SecondLocation(Refused):
    """An entity has one live location."""


class NotSupported(Refused):
    """The specification knows it, this question cannot be answered here."""


class OperandWrong(Refused):
    """An update operator met a value it cannot work on."""


class NoKey(Refused):
    """Nobody said who asks, and this is not open to everyone."""


class NotAllowed(Refused):
    """The caller's key does not reach that far."""


class Busy(Refused):
    """The caller's share of requests is used up, or the house is stopping; ``retry_after`` is in seconds."""

    def __init__(self, sentence: str, retry_after: int = 0) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after


class Away(Busy):
    """The broker behind us is asked for nothing just now: it rests, or too many wait for it."""


class NoAnswer(Refused):
    """The broker behind us cannot be reached, or answered what no broker says."""


class TooLate(Refused):
    """The broker behind us did not answer in time; whether it did what was asked nobody knows."""
