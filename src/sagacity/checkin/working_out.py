"""Stays and questions, worked out anew of all entries of the persons that something arrived about."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from sagacity.checkin import doubts, merging, models, persons, types

OWN = (types.Doubt.TRANSFER, types.Doubt.SAME_CODE, types.Doubt.NEVER_CAME)  # what merging asks


def work_out(touched: Iterable[str], *, at: datetime) -> set[str]:
    """Write down where these persons are, and what must be asked; says which entries are in doubt now."""
    groups = persons.groups_of(person for person in touched if person)
    first_of = {member: first for first, members in groups.items() for member in members}
    notes = _notes(first_of)
    receptions = {row.key: row for row in models.Reception.objects.all()}
    stays: list[types.Stay] = []
    asked: dict[str, tuple[str, merging.Asked]] = {}
    for first in groups:
        for merged in _merged(first, notes.get(first, []), receptions):
            stays += merged.stays
            asked |= {doubts.name_of(one.doubt, one.entries): (first, one) for one in merged.asked}
    _write_stays(list(first_of), stays, receptions)
    _write_questions(list(first_of), asked, receptions, at)
    return {uuid for _, one in asked.values() for uuid in one.entries}


def _merged(
    person: str, notes: list[merging.Note], receptions: dict[str, models.Reception]
) -> Iterable[merging.Merged]:
    """Shelters together, for nobody is at two of them; events each for itself."""
    for exclusive in (True, False):
        is_shelter = [receptions[note.reception].purpose == types.Purpose.SHELTER for note in notes]
        chosen = [note for note, shelter in zip(notes, is_shelter, strict=True) if shelter == exclusive]
        if chosen:
            yield merging.merge(person=person, notes=chosen, exclusive=exclusive)


def _notes(first_of: dict[str, str]) -> dict[str, list[merging.Note]]:
    found: dict[str, list[merging.Note]] = defaultdict(list)
    kinds = (types.Kind.CHECK_IN, types.Kind.CHECK_OUT)
    for chunk in persons.chunks(first_of):
        rows = list(
            models.Entry.objects.filter(person__in=chunk, kind__in=kinds, refused="").values_list(
                "uuid", "device__key", "counter", "at", "reception__key", "kind", "card", "code", "person"
            )
        )
        void = corrected([row[0] for row in rows])
        for uuid, device, counter, at, reception, kind, card, code, person in rows:
            if uuid not in void:
                note = merging.Note(uuid, device, counter, at, reception, types.Kind(kind), card, code)
                found[first_of[person]].append(note)
    return found


def corrected(uuids: list[str]) -> set[str]:
    """Which of these a correction takes out; a correction may itself be corrected."""
    void: set[str] = set()
    by: dict[str, str] = {}
    for chunk in persons.chunks(uuids):
        rows = models.Entry.objects.filter(kind=types.Kind.CORRECTION, corrects__in=chunk)
        by |= dict(rows.values_list("uuid", "corrects"))
    if by:
        undone = corrected(list(by))
        void = {target for uuid, target in by.items() if uuid not in undone}
    return void


def touched_by(rows: list[models.Entry]) -> set[str]:
    """Whoever something arrived about; a correction touches the person of what it corrects."""
    touched = {row.person for row in rows if row.person}
    corrected = [row.corrects for row in rows if row.corrects]
    while corrected:  # a correction of a correction touches the person of the first entry
        found = models.Entry.objects.filter(uuid__in=corrected).values_list("person", "corrects")
        touched |= {person for person, _ in found if person}
        corrected = [uuid for _, uuid in found if uuid]
    return touched


def _write_stays(
    members: list[str], stays: list[types.Stay], receptions: dict[str, models.Reception]
) -> None:
    for chunk in persons.chunks(members):
        models.Stay.objects.filter(person__in=chunk).delete()
    models.Stay.objects.bulk_create(
        (
            models.Stay(
                reception=receptions[stay.reception],
                person=stay.person,
                since=stay.since,
                until=stay.until,
                moved_to=stay.moved_to,
                entries=list(stay.entries),
            )
            for stay in stays
        ),
        batch_size=500,
    )


def _write_questions(
    members: list[str],
    asked: dict[str, tuple[str, merging.Asked]],
    receptions: dict[str, models.Reception],
    at: datetime,
) -> None:
    """A doubt that is gone takes its open question along; an answered one stays as the answer."""
    known: set[str] = set()
    gone: list[int] = []
    for chunk in persons.chunks(members):
        rows = models.Question.objects.filter(person__in=chunk, doubt__in=OWN)
        for pk, name, answer in rows.values_list("pk", "name", "answer"):
            known.add(name)
            if name not in asked and not answer:
                gone.append(pk)
    models.Question.objects.filter(pk__in=gone).delete()
    models.Question.objects.bulk_create(
        doubts.made(
            name,
            one.doubt,
            entries=one.entries,
            reception=receptions[one.reception],
            person=person,
            at=at,
        )
        for name, (person, one) in asked.items()
        if name not in known
    )
