"""Why a survey takes no answer."""

from sagacity.procedures import types


class NoSuchSurvey(LookupError):
    """The city asks nothing under this key."""


class IsClosed(Exception):
    """The survey has ended, or has not begun."""


class HasAnswered(Exception):
    """This person has answered; nobody can say what."""


class NoCard(Exception):
    """Whoever asks is no inhabitant with a card, so nobody could tell one answer from two."""


class NotGood(Exception):
    """Some answers cannot be taken; `checked` says which and why."""

    def __init__(self, checked: types.Checked) -> None:
        super().__init__(", ".join(f"{one.question} {one.code}" for one in checked.faults))
        self.checked = checked


class TellsWho(ValueError):
    """The definition asks for something that tells who somebody is; `questions` are their keys."""

    def __init__(self, questions: tuple[str, ...]) -> None:
        super().__init__(", ".join(questions))
        self.questions = questions
