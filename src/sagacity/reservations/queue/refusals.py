"""Why nothing happened; each is said to a person in words of its own."""


class Refused(Exception):
    """Nothing happened."""


class NoSuchTicket(LookupError):
    """There is no ticket of this key."""


class NoSuchDesk(LookupError):
    """There is no open desk of this key."""


class ClientKeyTaken(Refused):
    """The same client key was used for something else."""


class NotNow(Refused):
    """The ticket is in a state in which this cannot happen; `state` says in which."""

    def __init__(self, ticket: str, state: str) -> None:
        super().__init__(f"{ticket} is {state}")
        self.state = state


class DeskBusy(Refused):
    """The desk has somebody already; `ticket` is their key."""

    def __init__(self, ticket: str) -> None:
        super().__init__(ticket)
        self.ticket = ticket


class DeskTaken(Refused):
    """Somebody works at this desk already."""


class LinesApart(Refused):
    """One desk calls from the lines of one place."""


class NotOnPhones(Refused):
    """Tickets of this line are not given out on phones."""


class NotOpen(Refused):
    """Nobody works there now, and nobody will soon: a phone is given no ticket."""


class NoAppointment(Refused):
    """There is no appointment of this line, today and promised."""


class BadEntry(Refused):
    """An entry of a station is no entry; the text says why."""
