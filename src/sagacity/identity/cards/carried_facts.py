"""Facts inside a card: only where the city has chosen the form for reading without a network."""

from datetime import datetime

from django.conf import settings

from sagacity.identity.cards import types
from sagacity.identity.register import api as register
from sagacity.kit import policy

PURPOSE = "電波がなくても読める市民証に入れるため"
ROOM = 128  # bytes of name and address together: more makes a picture that cheap phones cannot read


def of(inhabitant: str, *, by: policy.Person, at: datetime) -> types.Facts | None:
    """What the card of this person carries; the look is in the log. An address that is too long stays out."""
    if not settings.CARD_CARRIES_FACTS:
        return None
    said = register.own_facts(key=inhabitant, resident=by, purpose=PURPOSE, channel="app", at=at)
    if said.birth_date is None:
        return None
    name = _cut(said.name, ROOM)
    address = said.address if len((name + said.address).encode()) <= ROOM else ""
    return types.Facts(name=name, birth_date=said.birth_date, address=address)


def _cut(text: str, size: int) -> str:
    """As many whole letters as fit."""
    return text.encode()[:size].decode(errors="ignore")
