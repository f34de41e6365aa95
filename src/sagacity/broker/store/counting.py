"""Counting anew: the tally as a look at every entity gives it, to compare and to set right."""

from collections import Counter

from sagacity.broker.store.base import Session
from sagacity.broker.store.rows import COLUMNS, from_row
from sagacity.broker.store.tally import Facet, add, facets_of

EDITION = 1  # of what is counted: a store that was counted by other rules is counted anew
AT_ONCE = 2_000
_MARK = "tallied"

Tally = Counter[tuple[str, Facet]]  # by tenant


def ensure(session: Session) -> None:
    """Count what is stored, once, where nobody has counted yet."""
    rows = session.execute("SELECT value FROM broker_meta WHERE name = ?", (_MARK,))
    if rows and rows[0][0] == EDITION:
        return
    mend(session)
    session.execute(
        "INSERT INTO broker_meta (name, value) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (_MARK, EDITION),
    )


def mend(session: Session) -> None:
    """Replace the whole tally; the session must write, so that no entity changes meanwhile."""
    session.execute("DELETE FROM broker_tally")
    add(session, ((tenant, facet, n) for (tenant, facet), n in counted(session).items()))


def differences(session: Session) -> dict[tuple[str, Facet], tuple[int, int]]:
    """(tenant, facet) → what the tally says, what there is; only where they differ."""
    said: Tally = Counter()
    for tenant, *facet, n in session.execute(
        "SELECT tenant, path, type, types, attr, attr_type, kind, iri, n FROM broker_tally"
    ):
        said[tenant, Facet(*facet)] = n
    there = counted(session)
    return {key: (said[key], there[key]) for key in said.keys() | there.keys() if said[key] != there[key]}


def counted(session: Session) -> Tally:
    """Every stored entity looked at, piece by piece; expired ones count until they are swept."""
    found: Tally = Counter()
    last = -1
    while rows := session.execute(
        f"SELECT tenant, {COLUMNS} FROM broker_entity WHERE seq > ? ORDER BY seq LIMIT ?", (last, AT_ONCE)
    ):
        for tenant, *row in rows:
            entity = from_row(tuple(row))
            found.update((tenant, facet) for facet in facets_of(entity))
            last = entity.seq
    return found
