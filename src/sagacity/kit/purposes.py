"""What a purpose is: a few words that say for what somebody opens a person's record."""

from sagacity.kit.japanese import my_number

SHORTEST, LONGEST = 4, 200  # characters


class NoPurpose(ValueError):
    """A record is opened for something that can be said; nothing was said, or it holds a 個人番号."""


def said(text: str) -> str:
    """The purpose without the spaces around it.

    Raises:
        NoPurpose: it is too short or too long to be one, or it holds a 個人番号.
    """
    purpose = text.strip()
    if not SHORTEST <= len(purpose) <= LONGEST:
        raise NoPurpose("say in a few words what for")
    if my_number.stands_in(purpose):
        raise NoPurpose("it holds a number that is stored nowhere")
    return purpose
