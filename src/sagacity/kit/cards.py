"""Cards: what a mini-app says on the home screen about this resident, today."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Card:
    """One thing that concerns the resident now; all texts are already in their language."""

    app: str  # key of the mini-app
    key: str  # the same for the same news, so that a card put away stays away
    title: str
    body: str
    url: str
    icon: str
    urgency: int  # 0 (nice to know) … 100 (act now)
    because: str  # why this resident sees it, in words
    expires: datetime | None
    image: str = ""
    note: str = ""  # what must be known beside it, such as that the data are an example
