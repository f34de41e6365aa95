"""Cards: what a mini-app says on the home screen about a resident; and tasks on the home of staff."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sagacity.kit.policy import Person


@dataclass(frozen=True, slots=True)
class Card:
    """One thing that concerns the resident now; all texts are already in their language."""

    app: str  # key of the mini-app
    key: str  # the same for the same news, so that a card put away stays away
    title: str
    body: str
    url: str
    icon: str
    urgency: int  # 0 (nice to know) … 100 (act now); from 90 on an alarm: a weather warning, an evacuation
    because: str  # why this resident sees it, in words
    expires: datetime | None
    image: str = ""
    note: str = ""  # what must be known beside it, such as that the data are an example
    mute_as: str = ""  # the kind a resident may put away, such as "garbage.day"; empty: all of this mini-app
    personal: bool = False  # of this person alone: not for a screen that others look at

    @property
    def kind(self) -> str:
        """What is put away together when the resident wants no more of this."""
        return self.mute_as or self.app


@dataclass(frozen=True, slots=True)
class StaffCard:
    """Work that waits for a member of staff; texts are already in their language."""

    title: str
    text: str
    url: str
    count: int = 0
    icon: str = "people"


AskStaff = Callable[[Person, datetime], list[StaffCard]]
_asked: list[AskStaff] = []


def offer_staff_cards(ask: AskStaff) -> None:
    """For rooms that have staff pages but no desk of their own; call it in `AppConfig.ready`."""
    if ask not in _asked:
        _asked.append(ask)


def offered_to_staff() -> tuple[AskStaff, ...]:
    """Who is asked beside the desks."""
    return tuple(_asked)
