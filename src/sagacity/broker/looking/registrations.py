"""Registrations as staff see them: what is forwarded where, how it went, and their end."""

from dataclasses import dataclass
from datetime import datetime

from sagacity.broker.federating import rows, shelf
from sagacity.broker.federating.rows import Stored
from sagacity.broker.here import here
from sagacity.broker.looking.reading import moment
from sagacity.broker.refusals import NotFound
from sagacity.broker.store.base import Session


@dataclass(frozen=True, slots=True)
class Registration:
    """Another provider of entities. ``entities`` in words (id or pattern, type); no ``attributes`` means all.

    ``mode``: none, query, update or all. ``status``: active, inactive or expired.
    """

    id: str
    tenant: str
    path: str
    description: str
    url: str
    entities: tuple[tuple[str, str], ...]
    attributes: tuple[str, ...]
    mode: str
    status: str
    created: datetime
    expires: datetime | None
    sent: int
    last_ok: datetime | None
    last_failed: datetime | None

    @property
    def is_failing(self) -> bool:
        """Whether the last attempt went wrong."""
        return self.last_failed is not None and (self.last_ok is None or self.last_failed > self.last_ok)


def find_registrations(*, words: str = "", limit: int = 50, offset: int = 0) -> list[Registration]:
    """Registrations of every tenant, the latest first; ``words`` is looked for in all that they say."""
    at = here().clock()

    def work(session: Session) -> list[Registration]:
        found = rows.search(session, words=words, limit=limit, offset=offset)
        return [_registration(one, at) for one in found]

    return here().read_now(work)  # type: ignore[no-any-return]


def one_registration(id_: str) -> Registration:
    """Raises NotFound: there is none."""
    at = here().clock()
    found = here().read_now(lambda session: rows.of_any_tenant(session, id_))
    if found is None:
        raise NotFound("there is no such registration")
    return _registration(found, at)


def remove_registration(id_: str) -> None:
    """Nothing is forwarded from now on: here at once, in other processes within a second.

    Raises:
        NotFound: there is none.
    """
    tenant = one_registration(id_).tenant
    here().do_now(lambda session: rows.remove(session, tenant=tenant, id=id_))
    here().read_now(shelf.of(here()).look)


def _registration(stored: Stored, at: int) -> Registration:
    said, body = stored.registration, stored.body
    expired = said.expires is not None and said.expires <= at
    return Registration(
        id=said.id,
        tenant=said.tenant,
        path=said.path,
        description=str(body.get("description", "")),
        url=said.url,
        entities=tuple(
            (one.id or one.id_pattern or ".*", one.type or one.type_pattern or "*") for one in said.entities
        ),
        attributes=said.attrs,
        mode=said.mode,
        status="expired" if expired else "active" if said.active else "inactive",
        created=moment(stored.created),
        expires=None if said.expires is None else moment(said.expires),
        sent=stored.sent,
        last_ok=None if stored.last_ok is None else moment(stored.last_ok),
        last_failed=None if stored.last_fail is None else moment(stored.last_fail),
    )
