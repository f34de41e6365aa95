"""Series: one attribute of one entity through time; a number stands for it in the rows of its points."""

from collections.abc import Iterable
from typing import NamedTuple

from sagacity.broker.store.base import Row, Session

_MANY = 500_000  # numbers kept in memory; about 200 bytes each


class Key(NamedTuple):
    """Whose points they are."""

    tenant: str
    path: str
    entity: str
    type: str
    attribute: str


class Numbers:
    """The numbers of series. What one transaction learned is kept only once it is durable: call ``keep``."""

    def __init__(self) -> None:
        self._known: dict[Key, int] = {}
        self._learned: dict[Key, int] = {}

    def of(self, session: Session, keys: Iterable[tuple[Key, str]]) -> dict[Key, int]:
        """Their numbers; a series seen for the first time, with the type of its attribute, gets one."""
        self._learned = {}
        found: dict[Key, int] = {}
        for key, attribute_type in keys:
            if key not in found:
                found[key] = self._known.get(key) or self._learn(session, key, attribute_type)
        return found

    def keep(self) -> None:
        """The transaction is durable."""
        if len(self._known) > _MANY:
            self._known.clear()
        self._known.update(self._learned)
        self._learned = {}

    def _learn(self, session: Session, key: Key, attribute_type: str) -> int:
        number = _number_of(session, key)
        if number is None:
            session.execute(
                "INSERT INTO broker_series (tenant, path, entity, type, attr, attr_type)"
                " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (tenant, entity, type, attr, path) DO NOTHING",
                (*key, attribute_type),
            )
            number = _number_of(session, key)
        assert number is not None
        self._learned[key] = number
        return number


def _number_of(session: Session, key: Key) -> int | None:
    rows: list[Row] = session.execute(
        "SELECT id FROM broker_series WHERE tenant = ? AND path = ? AND entity = ? AND type = ? AND attr = ?",
        key,
    )
    return int(rows[0][0]) if rows else None
