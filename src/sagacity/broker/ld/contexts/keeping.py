"""Contexts that another room of the house publishes, each under a name of its own."""

from collections.abc import Mapping

import orjson

from sagacity.broker.broker import Broker
from sagacity.broker.here import here
from sagacity.broker.ld.contexts.building import build
from sagacity.broker.ld.contexts.gathering import HERE
from sagacity.broker.ld.terms import DEFAULT_CONTEXT
from sagacity.broker.store.base import Session


def keep_context(*, name: str, terms: Mapping[str, str], broker: Broker | None = None) -> str:
    """Keep a context in which each term stands for a name of the platform, and answer where it is.

    Doing it again changes nothing. ``name`` becomes the last part of its address.
    """
    house = broker or here()
    body = {"@context": {term: DEFAULT_CONTEXT + meant for term, meant in sorted(terms.items())}}
    build([body["@context"]])
    address = f"{house.settings.public_url}{HERE}{name}"
    kept = orjson.dumps(body)
    if house.read_now(lambda session: _kept(session, name)) != kept:
        house.do_now(lambda session: _keep(session, name, address, kept, at=house.clock()))
    return address


def _kept(session: Session, name: str) -> bytes | None:
    rows = session.execute("SELECT body FROM broker_ld_context WHERE id = ?", (name,))
    return bytes(rows[0][0]) if rows else None


def _keep(session: Session, name: str, address: str, body: bytes, *, at: int) -> None:
    session.execute("DELETE FROM broker_ld_context WHERE id = ?", (name,))
    session.execute(
        "INSERT INTO broker_ld_context (id, address, kind, body, created, used)"
        " VALUES (?, ?, 'Hosted', ?, ?, ?)",
        (name, address, body, at, at),
    )
