"""Why nothing happened; each is said to a person in words of its own."""


class Refused(Exception):
    """Nothing happened."""


class NoSuchConversation(LookupError):
    """There is none of this key, or it has ended, or it is a colleague's."""


class NoSuchPhrase(LookupError):
    """No board has it, or it is for the other side."""


class NoSuchBoard(LookupError):
    """The city has no board of this key."""


class NoSuchLanguage(Refused):
    """The city does not speak it."""


class WrongCode(Refused):
    """No conversation waits for a screen with this code: mistyped, used, or too old."""


class NotPaired(Refused):
    """This screen belongs to no conversation any more: it has ended."""


class NothingSaid(Refused):
    """There are no letters in it."""


class TooLong(Refused):
    """It is longer than anybody reads at a counter; `longest` says how much fits."""

    def __init__(self, longest: int) -> None:
        super().__init__(str(longest))
        self.longest = longest


class MyNumberSaid(Refused):
    """A 個人番号 stands in it: it is written down nowhere."""


class TooMuch(Refused):
    """The conversation is full: it is time to begin another."""
