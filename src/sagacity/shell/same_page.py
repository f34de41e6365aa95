"""A home is drawn once a minute: for all who have chosen nothing yet together, for everybody else alone."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest

from sagacity.identity import api as identity
from sagacity.kit.ui import api as ui
from sagacity.shell import letters


def drawn(request: HttpRequest, *, at: datetime, draw: Callable[[HttpRequest, datetime], str]) -> str:
    """The page as it was drawn for the same choices in this minute, else drawn now."""
    device = identity.device_of(request)
    notes = [(note.app, note.name, note.value) for note in identity.remembered(request)]
    # Whose device it is comes first: cards may speak of bookings.
    depends_on = [
        device.key,
        letters.stamp(request, at=at),
        device.district,
        sorted(notes, key=lambda note: note[:2]),
    ]
    return ui.once_a_minute(
        request, name="home", depends_on=depends_on, at=at, draw=lambda: draw(request, at)
    )
