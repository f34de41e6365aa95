"""What is said in a call: numbered, kept until its end, and limited in size and number."""

import json
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from sagacity.reservations.remote import facts, models, refusals, tokens, types
from sagacity.reservations.remote.types import Kind, Role, State

LARGEST = 24 * 1024  # bytes of one message; a description of a connection is 3 to 8 KB
LONGEST_TEXT = 1000
WITHIN, MOST_WITHIN = timedelta(seconds=10), 60
MOST = 5000  # messages of one call
MOST_HEARD = 200  # at a time


@transaction.atomic
def say(
    *, token: str, kind: str, body: Mapping[str, Any], client_key: str, at: datetime, to: str = ""
) -> types.Message:
    """Keep what a page says, and give it its number; the same client key gives the first one again.

    Raises:
        NoSuchSeat: the token opens nothing.
        NotNow: the call is over.
        NotYours: this seat may not say such a thing, or not to them.
        TooLarge, TooMany: nothing is kept.
    """
    seat = tokens.row_of(token)
    call = open_row(seat.call.key)
    key = f"{seat.role}:{client_key}"[:80]
    if there := models.Message.objects.filter(call=call, client_key=key).first():
        return facts.message(there)
    allowed = types.BY_CLERK if seat.role == Role.CLERK else types.SPOKEN
    if kind not in allowed or to not in {"", *Role} or not client_key:
        raise refusals.NotYours(kind)
    _refuse_large(kind, body)
    recently = models.Message.objects.filter(call=call, sender=seat.role, at__gt=at - WITHIN)
    if call.last >= MOST or recently.count() >= MOST_WITHIN:
        raise refusals.TooMany(seat.role)
    return add(call, kind=Kind(kind), body=body, at=at, sender=seat.role, to=to, client_key=key)


def hear(*, token: str, since: int) -> tuple[types.Message, ...]:
    """What this seat has not heard yet, in order; its own words too, for a page that begins anew.

    Raises:
        NoSuchSeat: the token opens nothing.
    """
    seat = tokens.row_of(token)
    theirs = Q(to="") | Q(to=seat.role) | Q(sender=seat.role)
    rows = models.Message.objects.filter(theirs, call=seat.call, number__gt=since)
    return tuple(facts.message(row) for row in rows.order_by("number")[:MOST_HEARD])


def add(
    call: models.Call,
    *,
    kind: Kind,
    body: Mapping[str, Any],
    at: datetime,
    sender: str = "",
    to: str = "",
    client_key: str = "",
) -> types.Message:
    """The next message; the caller holds the row of the call."""
    call.last += 1
    call.save(update_fields=["last"])
    row = models.Message.objects.create(
        call=call,
        number=call.last,
        sender=sender,
        to=to,
        kind=kind,
        body=dict(body),
        client_key=client_key or f"house:{secrets.token_hex(12)}",
        at=at,
    )
    return facts.message(row)


def row_of(key: str, *, lock: bool = False) -> models.Call:
    rows = models.Call.objects.select_for_update() if lock else models.Call.objects.all()
    row = rows.filter(key=key).first()
    if row is None:
        raise refusals.NoSuchCall(key)
    return row


def open_row(key: str) -> models.Call:
    """A call that is not over, locked: its messages get their numbers one after the other.

    Raises:
        NoSuchCall, NotNow
    """
    row = row_of(key, lock=True)
    if row.state == State.ENDED:
        raise refusals.NotNow(key)
    return row


def _refuse_large(kind: str, body: Mapping[str, Any]) -> None:
    if len(json.dumps(dict(body), ensure_ascii=False).encode("utf-8", "replace")) > LARGEST:
        raise refusals.TooLarge(kind)
    text = body.get("text", "")
    if kind == Kind.TEXT and (
        set(body) != {"text"} or not isinstance(text, str) or not 0 < len(text) <= LONGEST_TEXT
    ):
        raise refusals.TooLarge(kind)
