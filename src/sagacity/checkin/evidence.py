"""What was written down, to be looked through without names: all of it, or what a question is about."""

from collections.abc import Collection

from sagacity.checkin import devices, models, types, working_out


def entries(*, reception: str, limit: int = 50, offset: int = 0) -> tuple[list[types.Record], int]:
    """Everything that was written down at a reception, the newest first, and how much there is."""
    rows = models.Entry.objects.filter(reception__key=reception).select_related("device", "reception")
    page = list(rows.order_by("-at", "-id")[offset : offset + limit])
    return _as_facts(page), rows.count()


def evidence(*, question: str) -> list[types.Record]:
    """The entries that a question is about, as they happened; also those of another reception."""
    row = models.Question.objects.filter(key=question).first()
    if row is None:
        return []
    rows = models.Entry.objects.filter(uuid__in=row.entries).select_related("device", "reception")
    return _as_facts(rows.order_by("at", "id"))


def people_of(*, reception: str, entries: Collection[str]) -> dict[str, str]:
    """The person of each of these entries, as far as they are of this reception."""
    rows = models.Entry.objects.filter(reception__key=reception, uuid__in=entries).exclude(person="")
    return dict(rows.values_list("uuid", "person"))


def is_entry_of(*, reception: str, entry: str) -> bool:
    """Whether an entry was written down at this reception."""
    return models.Entry.objects.filter(reception__key=reception, uuid=entry).exists()


def said_same(*, reception: str) -> list[types.Same]:
    """Who counts as somebody else, of the people of a reception; the newest first."""
    rows = models.Sameness.objects.filter(undone_at=None).order_by("-said_at", "-id")
    here = set(models.Entry.objects.filter(reception__key=reception).values_list("person", flat=True))
    return [
        types.Same(person=row.person, same_as=row.same_as, why=row.why, said_at=row.said_at)
        for row in rows
        if row.person in here
    ]


def _as_facts(rows: Collection[models.Entry]) -> list[types.Record]:
    uuids = [row.uuid for row in rows]
    void = working_out.corrected(uuids)
    by = dict(
        models.Entry.objects.filter(kind=types.Kind.CORRECTION, corrects__in=uuids)
        .order_by("id")
        .values_list("corrects", "uuid")
    )
    return [
        types.Record(
            uuid=row.uuid,
            at=row.at,
            kind=types.Kind(row.kind),
            way=types.Way(row.way),
            device=row.device.name,
            is_of_desk=row.device.name == devices.DESK,
            reception=row.reception.title,
            people=row.people,
            why=row.why,
            corrects=row.corrects,
            taken_out_by=by.get(row.uuid, "") if row.uuid in void else "",
            refused=row.refused,
        )
        for row in rows
    ]
