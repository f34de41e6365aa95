"""The rows behind drafts, as facts and with what refuses them."""

from dataclasses import dataclass
from datetime import datetime

from sagacity.kit import policy
from sagacity.procedures import models, types
from sagacity.procedures.reading import read
from sagacity.procedures.writing import write


class NoSuchDraft(LookupError):
    """There is no draft of this key, or no such state of it."""


class DraftIsClosed(Exception):
    """It was published or thrown away."""


class DraftMoved(Exception):
    """Somebody else saved in between; what was written now is state `kept`, which counts once it is taken."""

    def __init__(self, *, kept: int, by_name: str) -> None:
        super().__init__(f"state {kept}")
        self.kept, self.by_name = kept, by_name


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it counts now."""

    key: str
    procedure: str
    base: str
    state: str
    number: int  # of the state that counts
    definition: types.Definition
    begun_by: str
    changed_by_name: str
    changed_at: datetime
    may_undo: bool
    may_redo: bool


@dataclass(frozen=True, slots=True)
class Saved:
    """One saved state, for the list of changes."""

    number: int
    parent: int | None
    what: str
    by_name: str
    at: datetime
    counts: bool


def close(row: models.Draft, how: str) -> None:
    row.state = how
    row.save(update_fields=["state"])


def text_of(key: str, number: int) -> str:
    return state_of(row_of(key), number).text


def add(
    row: models.Draft,
    definition: types.Definition,
    what: str,
    parent: int | None,
    by: policy.Person,
    at: datetime,
    *,
    counts: bool = True,
) -> int:
    last = row.states.order_by("-number").values_list("number", flat=True).first() or 0
    row.states.create(
        number=last + 1,
        parent=parent,
        text=write(definition=definition),
        what=what[:200],
        by=by.key,
        by_name=by.name[:80],
        at=at,
    )
    if counts:
        row.procedure = definition.key
        count(row, last + 1, by, at)
    return last + 1


def count(row: models.Draft, number: int, by: policy.Person, at: datetime) -> None:
    row.current, row.changed_by_name, row.changed_at = number, by.name[:80], at
    row.save(update_fields=["current", "procedure", "changed_by_name", "changed_at"])


def opened(key: str) -> models.Draft:
    row = models.Draft.objects.select_for_update().filter(key=key).first()
    if row is None:
        raise NoSuchDraft(key)
    if row.state != "open":
        raise DraftIsClosed(row.state)
    return row


def row_of(key: str) -> models.Draft:
    row = models.Draft.objects.filter(key=key).first()
    if row is None:
        raise NoSuchDraft(key)
    return row


def state_of(row: models.Draft, number: int) -> models.DraftState:
    found = row.states.filter(number=number).first()
    if found is None:
        raise NoSuchDraft(f"{row.key} {number}")
    return found


def as_fact(row: models.Draft) -> Draft:
    now = state_of(row, row.current)
    return Draft(
        key=row.key,
        procedure=row.procedure,
        base=row.base,
        state=row.state,
        number=row.current,
        definition=read(text=now.text),
        begun_by=row.begun_by,
        changed_by_name=row.changed_by_name,
        changed_at=row.changed_at,
        may_undo=now.parent is not None,
        may_redo=row.states.filter(parent=row.current).exists(),
    )
