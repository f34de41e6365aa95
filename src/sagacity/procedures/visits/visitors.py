"""Who stands at the counter: found by a citizen card or by what a document says, or not known here yet."""

from datetime import date, datetime

from sagacity.identity.accounts import api as accounts
from sagacity.identity.cards import api as cards
from sagacity.identity.register import api as register
from sagacity.kit import policy
from sagacity.procedures.visits import refusals, types


def by_card(*, code: str, purpose: str, at: datetime) -> types.Visitor:
    """
    Raises:
        NobodyFound: the card is none, has ended, or its holder is no inhabitant.
    """
    try:
        holder = cards.holder(cards.by_short_code(code.strip(), at=at).card).inhabitant
    except (cards.NoSuchCode, cards.CardRefused, cards.NoSuchCard) as problem:
        raise refusals.NobodyFound("card") from problem
    if not holder:
        raise refusals.NobodyFound("card")
    return _of(holder, purpose)


def by_facts(*, name: str, birth_date: date, address: str, purpose: str) -> types.Visitor:
    """
    Raises:
        NobodyFound: the register does not know one such person.
    """
    found = register.match(name=name, birth_date=birth_date, sex="", address=address)
    # Without an address, or with one written otherwise, one name on one birthday is one person.
    if found.kind == register.MatchKind.ONE or found.differing == ("address",):
        return _of(found.inhabitant, purpose)
    raise refusals.NobodyFound("none" if found.kind == register.MatchKind.NONE else "several")


def by_document(*, purpose: str) -> types.Visitor:
    """Somebody whom the register does not know yet, by the document they showed."""
    return types.Visitor("", "", purpose)


def person(visitor: types.Visitor, *, by: policy.Person, at: datetime) -> policy.Person:
    """The visitor as verbs take them; that the clerk saw them stands in the log.

    Raises:
        NotAtTheCounter, NoSuchResident: nobody acts.
    """
    if visitor.resident:
        return accounts.seen_in_person(resident=visitor.resident, by=by, purpose=visitor.purpose, at=at)
    return accounts.visitor_seen(inhabitant=visitor.inhabitant, by=by, purpose=visitor.purpose, at=at)


def _of(inhabitant: str, purpose: str) -> types.Visitor:
    resident = accounts.resident_of_inhabitant(inhabitant)
    return types.Visitor(inhabitant, resident.key if resident else "", purpose)
