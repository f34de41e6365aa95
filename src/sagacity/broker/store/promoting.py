"""Which attributes are indexed: those that questions over many entities have asked for."""

from sagacity.broker.selection import Selection
from sagacity.broker.store import finding, meta
from sagacity.broker.store.base import Session
from sagacity.broker.store.indexing import Promoted, attribute_rows
from sagacity.broker.store.rows import COLUMNS, from_row

AT_ONCE = 2000

INSERT = (
    "INSERT INTO broker_attr (seq, name, tenant, type, num, txt) VALUES (?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (seq, name) DO UPDATE SET num = excluded.num, txt = excluded.txt"
)


def promoted_attributes(session: Session) -> Promoted:
    """What is indexed now."""
    found: dict[tuple[str, str], set[str]] = {}
    for tenant, type_, name in session.execute("SELECT tenant, type, name FROM broker_indexed"):
        found.setdefault((tenant, type_), set()).add(name)
    return {key: frozenset(names) for key, names in found.items()}


def wishes(selection: Selection, promoted: Promoted) -> set[tuple[str, str, str]]:
    """(tenant, type, attribute) that would have made this question cheaper."""
    return {
        (selection.tenant, type_, hint.attribute)
        for hint in finding.all_hints(selection)
        for type_ in selection.types
        if hint.attribute not in promoted.get((selection.tenant, type_), ())
    }


def promote(session: Session, wished: set[tuple[str, str, str]]) -> None:
    """Index attributes from now on, and what is stored already."""
    for tenant, type_, name in sorted(wished):
        session.execute(
            "INSERT INTO broker_indexed (tenant, type, name) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            (tenant, type_, name),
        )
        _fill(session, tenant, type_, name)
    meta.bump(session, "indexed")


def _fill(session: Session, tenant: str, type_: str, name: str) -> None:
    last = -1
    while rows := session.execute(
        f"SELECT {COLUMNS} FROM broker_entity WHERE tenant = ? AND type = ? AND seq > ? ORDER BY seq LIMIT ?",
        (tenant, type_, last, AT_ONCE),
    ):
        entities = [from_row(row) for row in rows]
        session.execute_many(
            INSERT, list(attribute_rows(tenant, entities, {(tenant, type_): frozenset({name})}))
        )
        last = entities[-1].seq
