"""Days that are over, brought in at once: from another ticket machine, or for the demonstration."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit
from sagacity.reservations.queue import facts, folding, log, models, plan, types
from sagacity.reservations.queue.refusals import BadEntry

HANDFUL = 500


def bring_in_past(*, entries: Iterable[types.Entry], by: policy.Person, at: datetime) -> int:
    """Add tickets of days before today that nobody is called by any more; says how many.

    What happened then is no news: nobody is told, and the log has one line for all. Brought in again, nothing
    happens.

    Raises:
        BadEntry: an entry is of today, or of a ticket that was not issued or is not over.
    """
    told: dict[str, list[types.Entry]] = defaultdict(list)
    for one in entries:
        if clock.day(one.clock) >= clock.day(at):
            raise BadEntry(f"{one.id} is not of a day that is over")
        told[one.ticket].append(one)
    with log.one_at_a_time():
        known = (
            set(models.Ticket.objects.filter(key__in=told).values_list("key", flat=True)) if told else set()
        )
        lines = plan.plan().lines
        found = {key: _folded(key, some) for key, some in told.items() if key not in known}
        if unknown := {one.line for one in found.values()} - lines.keys():
            raise BadEntry(f"there is no line {', '.join(sorted(unknown))}")
        new = [facts.entry_row(one, by=by, at=at) for key in found for one in told[key]]
        models.Entry.objects.bulk_create(new, batch_size=HANDFUL)
        _project(found, {key: len(told[key]) for key in found})
        if found:
            audit.record(actor=by, action="queue.past", thing="queue", at=at, after=len(found))
    return len(found)


def _folded(key: str, entries: list[types.Entry]) -> types.Ticket:
    ticket = folding.fold(entries)
    if ticket is None or not ticket.state.is_over:
        raise BadEntry(f"{key} was not issued, or is not over")
    return ticket


def _project(found: dict[str, types.Ticket], versions: dict[str, int]) -> None:
    made = models.Ticket.objects.bulk_create(
        [models.Ticket(key=key, version=versions[key], **facts.projected(one)) for key, one in found.items()],
        batch_size=HANDFUL,
    )
    stays = [
        models.Visit(ticket=row, turn=turn, **asdict(stay))
        for row in made
        for turn, stay in enumerate(found[row.key].visits)
    ]
    models.Visit.objects.bulk_create(stays, batch_size=HANDFUL)
