"""That a card was read at a reception, in the log that its holder can read."""

from collections.abc import Iterable
from datetime import datetime

from sagacity.checkin import models, persons
from sagacity.kit import policy
from sagacity.kit.audit import api as audit

PURPOSE = "「{title}」の受付"
LONGEST_TITLE = 150


def write_down(
    reception: models.Reception, entries: Iterable[models.Entry], *, by: policy.Person, at: datetime
) -> None:
    """One line for each card of somebody the city knows, when the device's entry arrives."""
    purpose = PURPOSE.format(title=reception.title[:LONGEST_TITLE])
    for entry in entries:
        if entry.card and not persons.is_unknown(entry.person):
            audit.record(
                actor=by,
                action="checkin.read",
                thing=entry.uuid,
                purpose=purpose,
                at=at,
                subject=entry.person,
                group="card",
                channel="scanner",
            )
