"""Receiving what a device wrote down: any number of times, in any order, each entry once."""

import uuid as uuids
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from sagacity.checkin import codes, departures, devices, looks, models, persons, types, visitors, working_out
from sagacity.checkin.announcing import announce_of
from sagacity.kit import policy
from sagacity.kit.audit import api as audit

SMALL_SKEW_S = 2  # less says more about the network than about the clock
OLDEST = timedelta(days=400)
MOST_PEOPLE = 100_000
LONGEST_TOKEN = 1200
LAST_SECOND = 2**33  # in the year 2242
Verdict = types.Verdict


@transaction.atomic
def receive(
    *,
    device: str,
    entries: Sequence[types.Entry],
    clock: datetime | None,
    by: policy.Person,
    at: datetime,
) -> types.Receipt:
    """Take in what a device sends.

    `clock` is what the device's clock says now: its difference from ours puts all its entries right. None
    stands for a file, which is put right by the difference that was measured last.

    Raises:
        NoSuchDevice: nothing was taken in.
    """
    row = devices.row_of(device, lock=True)
    skew = row.skew_s if clock is None else _skew(clock, at)
    known = _known(entry.uuid for entry in entries)
    leaving = departures.known(row.reception, entries)
    answers: dict[str, types.Answer] = {}
    fresh: list[types.Entry] = []
    for entry in entries:
        why = _why_not(entry, skew, at) or departures.why_not(entry, leaving)
        if why:
            answers[entry.uuid] = types.Answer(entry.uuid, Verdict.REFUSED, why)
        elif entry.uuid in known:
            answers.setdefault(entry.uuid, types.Answer(entry.uuid, Verdict.DUPLICATE))
        else:
            known.add(entry.uuid)
            fresh.append(entry)
            answers[entry.uuid] = types.Answer(entry.uuid, Verdict.ACCEPTED)
    rows = _rows(row, codes.looked_up(fresh, skew=skew, at=at), skew, at)
    models.Entry.objects.bulk_create(rows, batch_size=500)
    visitors.write_down(row.reception, fresh)
    touched = working_out.touched_by(rows)
    doubtful = working_out.work_out(touched, at=at)
    if fresh:
        audit.record(actor=by, action="checkin.receive", thing=device, at=at, after=len(fresh))
        looks.write_down(row.reception, rows, by=by, at=at)
        announce_of(touched, at, also=row.reception.key)
    row.skew_s, row.last_sync_at = skew, at
    row.save(update_fields=["skew_s", "last_sync_at"])
    for entry in fresh:
        if entry.uuid in doubtful:
            answers[entry.uuid] = types.Answer(entry.uuid, Verdict.CONFLICT)
    return types.Receipt(tuple(answers.values()), skew, devices.missing(row))


def _skew(clock: datetime, at: datetime) -> int:
    seconds = round((clock - at).total_seconds())
    return seconds if abs(seconds) >= SMALL_SKEW_S else 0


def _known(sent: Iterable[str]) -> set[str]:
    known: set[str] = set()
    for chunk in persons.chunks(sent):
        known |= set(models.Entry.objects.filter(uuid__in=chunk).values_list("uuid", flat=True))
    return known


def _why_not(entry: types.Entry, skew: int, at: datetime) -> str:
    """Why an entry is nothing that any of our pages would write; empty when it is good."""
    try:
        is_uuid = str(uuids.UUID(entry.uuid)) == entry.uuid
    except ValueError:
        is_uuid = False
    if not is_uuid:
        return "its number is no UUID in small letters"
    if not 0 < entry.counter < 2**31:
        return "its counter is no number from 1 on"
    if at - (entry.clock - timedelta(seconds=skew)) > OLDEST:
        return "it is older than a year"
    if entry.kind == types.Kind.HEAD_COUNT and not 0 <= entry.people <= MOST_PEOPLE:
        return "it counts no number of people"
    if entry.kind == types.Kind.CORRECTION and not entry.corrects:
        return "it corrects nothing"
    if entry.kind in (types.Kind.CHECK_IN, types.Kind.CHECK_OUT):
        if not (entry.card or entry.visitor or entry.person or codes.is_typed(entry)):
            return "it says neither card nor name"
        if entry.way == types.Way.PICTURE and not entry.token:
            return "the picture that was read is missing"
        if len(entry.token) > LONGEST_TOKEN or len(entry.card) > 40:
            return "what was read is too long for a card"
        if not 0 <= entry.code < LAST_SECOND:
            return "its picture shows no moment"
    return ""


def _rows(row: models.Device, entries: list[types.Entry], skew: int, at: datetime) -> list[models.Entry]:
    holders = persons.of_cards(entry.card for entry in entries if entry.card)
    back = timedelta(seconds=skew)
    return [
        models.Entry(
            uuid=entry.uuid,
            device=row,
            counter=entry.counter,
            clock=entry.clock,
            at=min(entry.clock - back, at),  # nothing has happened yet that was sent just now
            received_at=at,
            reception=row.reception,
            kind=entry.kind,
            way=entry.way,
            person=_person(entry, holders),
            card=entry.card,
            token=entry.token,
            code=entry.code,
            people=entry.people,
            corrects=entry.corrects,
            why=entry.why[:400],
            checked=not entry.card,
        )
        for entry in entries
    ]


def _person(entry: types.Entry, holders: dict[str, str]) -> str:
    if entry.card:
        return holders[entry.card]
    if entry.person:
        return entry.person
    return visitors.person_of(entry) if entry.visitor else ""
