"""Keys in the store: made, changed, revoked, each time with who did it."""

from typing import Any

import msgspec

from sagacity.broker.access import credentials, grants
from sagacity.broker.access.credentials import Credential
from sagacity.broker.access.grants import EVERY_TENANT, VERBS, Grant
from sagacity.broker.refusals import BadRequest, NoKey, NotFound
from sagacity.broker.store import meta
from sagacity.broker.store.base import Row, Session

COUNTER = "keys"
CLIENT = "OAuth 2.0"  # in place of the beginning of a secret
_COLUMNS = "id, prefix, hash, name, holder, contact, grants, per_minute, per_day, expires, made, revoked"


class Key(msgspec.Struct, frozen=True):
    """Whom the city lets in, and how far. Times in milliseconds; 0 per minute or day means no limit."""

    id: str
    prefix: str
    hash: str
    name: str
    holder: str
    contact: str
    grants: tuple[Grant, ...]
    per_minute: int
    per_day: int
    expires: int | None
    made: int
    revoked: int | None = None

    def holds(self, at: int) -> bool:
        """Whether it still opens anything."""
        return self.revoked is None and (self.expires is None or self.expires > at)


class Terms(msgspec.Struct, frozen=True):
    """What a key is given for, before it is one."""

    name: str
    holder: str
    contact: str
    grants: tuple[Grant, ...]
    per_minute: int = 600
    per_day: int = 100_000
    expires: int | None = None


class Event(msgspec.Struct, frozen=True):
    """One line of what became of a key."""

    at: int
    who: str
    what: str  # made, changed, revoked
    detail: dict[str, Any]


def make(session: Session, terms: Terms, *, who: str, at: int) -> tuple[Key, str]:
    """A new key and its secret, which is nowhere kept and can be shown this once."""
    made: Credential = credentials.make()
    return _made(session, made.id, made.prefix, made.hash, terms, who=who, at=at), made.secret


def _made(session: Session, id_: str, prefix: str, hash_: str, terms: Terms, *, who: str, at: int) -> Key:
    _check(terms)
    key = Key(id_, prefix, hash_, made=at, **_said(terms))
    session.execute(
        f"INSERT INTO broker_key ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", _row(key)
    )
    _note(session, key.id, "made", who=who, at=at, detail=msgspec.to_builtins(terms))
    return key


def _said(terms: Terms) -> dict[str, Any]:
    return {field: getattr(terms, field) for field in terms.__struct_fields__}


def change(session: Session, id_: str, terms: Terms, *, who: str, at: int) -> Key:
    """Other terms for a key; its secret stays.

    Raises:
        NotFound: there is no such key.
    """
    _check(terms)
    key = one(session, id_)
    values = (
        terms.name, terms.holder, terms.contact, grants.to_bytes(terms.grants),
        terms.per_minute, terms.per_day, terms.expires, id_,
    )  # fmt: skip
    session.execute(
        "UPDATE broker_key SET name = ?, holder = ?, contact = ?, grants = ?, per_minute = ?, per_day = ?,"
        " expires = ? WHERE id = ?",
        values,
    )
    _note(session, id_, "changed", who=who, at=at, detail=msgspec.to_builtins(terms))
    return msgspec.structs.replace(key, **_said(terms))


def of_client(session: Session, name: str, terms: Terms, *, who: str, at: int, prefix: str = CLIENT) -> Key:
    """The key that stands for a client of another issuer, or for a peer; limits, use, revoking as for any.

    It has no secret: ``name`` stands where the hash of one would, and no hash looks like it.

    Raises:
        NoKey: the city has revoked it.
    """
    found = session.execute(f"SELECT {_COLUMNS} FROM broker_key WHERE hash = ?", (name,))
    if not found:
        return _made(session, credentials.new_id(), prefix, name, terms, who=who, at=at)
    key = _key(found[0])
    if key.revoked is not None:
        raise NoKey("the city has revoked what this client may do")
    if (key.grants, key.per_minute, key.per_day) == (terms.grants, terms.per_minute, terms.per_day):
        return key
    return change(session, key.id, terms, who=who, at=at)


def revoke(session: Session, id_: str, *, who: str, at: int, why: str = "") -> None:
    """The key opens nothing from now on, nor do tokens that were given for it; twice is once.

    Raises:
        NotFound: there is no such key.
    """
    if one(session, id_).revoked is not None:
        return
    session.execute("UPDATE broker_key SET revoked = ? WHERE id = ?", (at, id_))
    _note(session, id_, "revoked", who=who, at=at, detail={"why": why} if why else {})


def one(session: Session, id_: str) -> Key:
    """The key of that id.

    Raises:
        NotFound: there is none.
    """
    found = session.execute(f"SELECT {_COLUMNS} FROM broker_key WHERE id = ?", (id_,))
    if not found:
        raise NotFound(f"there is no key {id_}")
    return _key(found[0])


def all_keys(session: Session) -> list[Key]:
    """Every key, revoked ones too, the newest first."""
    return [_key(row) for row in session.execute(f"SELECT {_COLUMNS} FROM broker_key ORDER BY made DESC, id")]


def events(session: Session, id_: str) -> list[Event]:
    """What became of a key, in order."""
    rows = session.execute(
        "SELECT at, who, what, detail FROM broker_key_event WHERE key_id = ? ORDER BY number", (id_,)
    )
    return [Event(at, who, what, msgspec.json.decode(detail)) for at, who, what, detail in rows]


def _note(session: Session, id_: str, what: str, *, who: str, at: int, detail: object) -> None:
    session.execute(
        "INSERT INTO broker_key_event (key_id, at, who, what, detail) VALUES (?, ?, ?, ?, ?)",
        (id_, at, who, what, msgspec.json.encode(detail)),
    )
    meta.bump(session, COUNTER)


def _check(terms: Terms) -> None:
    if not terms.grants:
        raise BadRequest("a key that reaches nothing is none: name a tenant, a path and what may be done")
    for grant in terms.grants:
        check_grant(grant)
    if terms.per_minute < 0 or terms.per_day < 0:
        raise BadRequest("a limit is a number from 0 (none) upwards")


def check_grant(grant: Grant) -> None:
    """Raises BadRequest for a reach that cannot be meant."""
    if not grant.may or not set(grant.may) <= set(VERBS):
        raise BadRequest("what may be done is one or more of: " + ", ".join(VERBS))
    if "administer" in grant.may and (grant.path != "/" or grant.types or grant.attributes):
        raise BadRequest("to administer speaks of a whole tenant: give no path, types or attributes with it")
    if grant.tenant != grant.tenant.lower() or not grant.path.startswith("/"):
        raise BadRequest(
            f"a tenant is written in small letters ({EVERY_TENANT} for all), a path begins with /"
        )


def _row(key: Key) -> tuple[Any, ...]:
    return (
        key.id, key.prefix, key.hash, key.name, key.holder, key.contact, grants.to_bytes(key.grants),
        key.per_minute, key.per_day, key.expires, key.made, key.revoked,
    )  # fmt: skip


def _key(row: Row) -> Key:
    values: list[Any] = list(row)
    values[6] = grants.from_bytes(bytes(values[6]))
    return Key(*values)
