"""Drafts of definitions: each act makes a new state, an undo goes back to the one before, nothing is lost."""

from datetime import datetime

from django.db import transaction

from sagacity.kit import keys, policy
from sagacity.kit.audit import api as audit
from sagacity.procedures import draft_rows, models, types
from sagacity.procedures.draft_rows import Draft, DraftMoved, Saved
from sagacity.procedures.reading import read


def drafts(*, limit: int = 100) -> list[Draft]:
    """Open drafts, the last changed first."""
    rows = models.Draft.objects.filter(state="open").order_by("-changed_at", "-id")[:limit]
    return [draft_rows.as_fact(row) for row in rows]


def draft(*, key: str) -> Draft:
    """One draft.

    Raises:
        NoSuchDraft: there is none.
    """
    return draft_rows.as_fact(draft_rows.row_of(key))


def states(*, key: str, limit: int = 200) -> list[Saved]:
    """What was saved, newest first."""
    row = draft_rows.row_of(key)
    return [
        Saved(one.number, one.parent, one.what, one.by_name, one.at, one.number == row.current)
        for one in row.states.order_by("-number")[:limit]
    ]


def state(*, key: str, number: int) -> types.Definition:
    """The definition as one state had it.

    Raises:
        NoSuchDraft: there is no such state.
    """
    return read(text=draft_rows.state_of(draft_rows.row_of(key), number).text)


@transaction.atomic
def begin(
    *,
    definition: types.Definition,
    what: str,
    client_key: str,
    by: policy.Person,
    at: datetime,
    base: str = "",
) -> Draft:
    """Begin a draft with a definition; the same client key gives the first one again."""
    row, is_new = models.Draft.objects.get_or_create(
        client_key=client_key,
        defaults={
            "key": keys.new("Draft"),
            "procedure": definition.key,
            "base": base,
            "begun_by": by.key,
            "begun_at": at,
            "changed_at": at,
        },
    )
    if is_new:
        draft_rows.add(row, definition, what, None, by, at)
        audit.record(
            actor=by, action="procedure.draft_begun", thing=definition.urn, at=at, after={"draft": row.key}
        )
    return draft_rows.as_fact(row)


def save(
    *, key: str, seen: int, definition: types.Definition, what: str, by: policy.Person, at: datetime
) -> Draft:
    """Save what was made of the state that was seen.

    Raises:
        NoSuchDraft, DraftIsClosed: nothing was saved.
        DraftMoved: it was saved beside what somebody else saved in between, and does not count yet.
    """
    with transaction.atomic():
        row = draft_rows.opened(key)
        draft_rows.state_of(row, seen)
        moved_by = row.changed_by_name if row.current != seen else ""
        number = draft_rows.add(row, definition, what, seen, by, at, counts=row.current == seen)
        found = draft_rows.as_fact(row)
    if found.number != number:
        raise DraftMoved(kept=number, by_name=moved_by)
    return found


@transaction.atomic
def take(*, key: str, number: int, by: policy.Person, at: datetime) -> Draft:
    """Let another saved state count: an undo, a redo, or one's own that was kept aside.

    Raises:
        NoSuchDraft, DraftIsClosed: nothing changed.
    """
    row = draft_rows.opened(key)
    draft_rows.state_of(row, number)
    draft_rows.count(row, number, by, at)
    return draft_rows.as_fact(row)


def undo(*, key: str, by: policy.Person, at: datetime) -> Draft:
    """Back to the state before; where there is none it stays."""
    row = draft_rows.row_of(key)
    parent = draft_rows.state_of(row, row.current).parent
    return take(key=key, number=row.current if parent is None else parent, by=by, at=at)


def redo(*, key: str, by: policy.Person, at: datetime) -> Draft:
    """Forward again to the newest state made of this one."""
    row = draft_rows.row_of(key)
    later = row.states.filter(parent=row.current).order_by("-number").first()
    return take(key=key, number=later.number if later else row.current, by=by, at=at)


@transaction.atomic
def discard(*, key: str, by: policy.Person, at: datetime) -> None:
    """Throw a draft away; its states stay for whoever must answer for it."""
    row = draft_rows.opened(key)
    draft_rows.close(row, "discarded")
    thing = f"urn:ngsi-ld:Procedure:{row.procedure}"
    audit.record(actor=by, action="procedure.draft_discarded", thing=thing, at=at, before={"draft": key})
