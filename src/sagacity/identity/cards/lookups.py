"""Look-ups at a counter: somebody without a phone says name and birth date, staff say for what they ask."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from sagacity.identity import api as identity
from sagacity.identity.cards.paper import NotAllowed
from sagacity.identity.register import api as register
from sagacity.kit import policy, purposes
from sagacity.kit.audit import api as audit


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """Who was meant: one inhabitant, or a word why not (`none`, `several`)."""

    inhabitant: str = ""
    why_not: str = ""


@transaction.atomic
def find(
    *, name: str, birth_date: date, address: str, purpose: str, by: policy.Person, at: datetime
) -> FoundPerson:
    """The one person of this name, born on this day; the question stands in the log whatever came of it.

    Raises:
        NotAllowed, NoPurpose: nobody was looked for.
    """
    if not (by.is_staff and by.may(identity.CARD_LOOK)):
        raise NotAllowed(identity.CARD_LOOK)
    said = purposes.said(purpose)
    found = register.match(name=name, birth_date=birth_date, sex="", address=address)
    # Without an address, or with one written otherwise, one name on one birthday is one person.
    is_one = found.kind == register.MatchKind.ONE or found.differing == ("address",)
    inhabitant = found.inhabitant if is_one else ""
    audit.record(
        actor=by,
        action="card.find",
        thing=inhabitant or "urn:ngsi-ld:Inhabitant:nobody",
        purpose=said,
        subject=inhabitant,
        channel="counter",
        at=at,
    )
    if inhabitant:
        return FoundPerson(inhabitant=inhabitant)
    return FoundPerson(why_not="none" if found.kind == register.MatchKind.NONE else "several")
