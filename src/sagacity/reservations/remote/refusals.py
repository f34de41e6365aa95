"""Why nothing happened; each is said to a person in words of its own."""


class Refused(Exception):
    """Nothing happened."""


class NoSuchCall(LookupError):
    """There is no call of this key."""


class NoSuchSeat(LookupError):
    """The token opens no seat, or not any more."""


class NotRemote(Refused):
    """The line of this ticket is served face to face."""


class NotNow(Refused):
    """The call is over, or has another clerk."""


class NotYours(Refused):
    """This seat may not say such a thing."""


class TooLarge(Refused):
    """A message holds more than anybody needs."""


class TooMany(Refused):
    """More messages in a few seconds than any page sends."""
