"""What a question must know beyond short names: types under other names, attributes no index knows whole."""

from collections.abc import Iterable
from dataclasses import dataclass

from sagacity.broker.broker import Broker
from sagacity.broker.ld.reading.entity import Body
from sagacity.broker.ld.rows.names import Names, usual_key
from sagacity.broker.ld.terms import DEFAULT_CONTEXT
from sagacity.broker.store.base import Session
from sagacity.broker.subscribing import rows as subscriptions

Note = tuple[str, str, str, str]  # tenant, kind, address, key
_MOST_KNOWN = 100_000


@dataclass(frozen=True, slots=True)
class Known:
    """``types``: address → keys an entity of that type may have in the store; ``vague``: addresses."""

    types: dict[str, frozenset[str]]
    vague: frozenset[str]


class Notes:
    """Noted before the entity is written, so that no question can miss it."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker
        self._known: set[Note] = set()

    async def learn(self, tenant: str, bodies: Iterable[tuple[Body, str]]) -> None:
        """Note what these bodies bring; each with the type key its row has already ("" if it is new)."""
        found = {note for body, key in bodies for note in _notes(tenant, body, key)} - self._known
        if not found:
            return
        await self._broker.do(lambda session: _insert(session, sorted(found)))
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
        self._known |= found

    async def about(self, tenant: str, *, types: frozenset[str], attributes: frozenset[str]) -> Known:
        """What is noted about these addresses."""
        if not types and not attributes:
            return Known({}, frozenset())
        found: Known = await self._broker.read(
            lambda session: known(session, tenant, types=types, attributes=attributes)
        )
        return found


def known(session: Session, tenant: str, *, types: frozenset[str], attributes: frozenset[str]) -> Known:
    """What is noted about these addresses, inside a transaction."""
    asked = sorted(types | attributes)
    rows = _rows(session, tenant, asked) if asked else []
    return Known(
        {
            address: frozenset(
                {usual_key(address)} | {key for kind, of, key in rows if kind == "type" and of == address}
            )
            for address in types
        },
        frozenset(address for kind, address, _ in rows if kind == "vague"),
    )


def _notes(tenant: str, body: Body, key: str) -> Iterable[Note]:
    yield tenant, "tenant", "", ""
    if body.types:
        yield from _type_notes(tenant, body.types, key)
    for address, instances in body.attributes.items():
        term = body.terms.get(address, address)
        if any(one.dataset or one.kind == "VocabProperty" for one in instances):
            yield tenant, "vague", address, ""
        if usual_key(address) == address and term != address:
            yield tenant, "vague", DEFAULT_CONTEXT + term, ""


def _type_notes(tenant: str, types: dict[str, str], key: str) -> Iterable[Note]:
    names = Names()
    first = key or next(names.claim(address, term) for address, term in types.items())
    for address in types:
        if first != usual_key(address):
            yield tenant, "type", address, first


def _insert(session: Session, notes: list[Note]) -> None:
    session.execute_many(
        "INSERT INTO broker_ld_note (tenant, kind, address, key) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        notes,
    )
    for tenant in sorted({tenant for tenant, kind, _, _ in notes if kind == "type"}):
        # subscriptions to a type look under its keys
        subscriptions.renew(session, tenant=tenant, face="ld")


def _rows(session: Session, tenant: str, addresses: list[str]) -> list[tuple[str, str, str]]:
    marks = ", ".join("?" * len(addresses))
    found = session.execute(
        f"SELECT kind, address, key FROM broker_ld_note WHERE tenant = ? AND address IN ({marks})",
        (tenant, *addresses),
    )
    return [(str(kind), str(address), str(key)) for kind, address, key in found]
