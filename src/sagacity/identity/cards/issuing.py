"""Issuing: a card for a phone that holds its own key, and the next one, which asks nobody anything."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from sagacity.identity.accounts import api as accounts
from sagacity.identity.cards import (
    cards,
    carriages,
    carried_facts,
    making,
    models,
    signing_keys,
    standing,
    tickets,
    types,
)
from sagacity.kit import policy

RENEW_BEFORE = timedelta(days=30)
MOST_PHONES = 5


class NotProven(Exception):
    """The city has not seen yet who this resident is."""


class TooManyPhones(Exception):
    """The resident's card is on as many phones as it may be; end one of them first."""


class Ended(Exception):
    """The card has ended: a new one takes a sign-in."""


def issue(
    *,
    by: policy.Person,
    public_key: Mapping[str, object],
    ticket: str,
    proof: str,
    at: datetime,
    label: str = "",
    carriage: str = "",
    browser: str = "",
) -> types.IssuedCard:
    """Give a resident's phone a card: their own, or by a carriage that of a child or of somebody cared for.

    `public_key` is a JWK, `proof` the phone's signature over the ticket (base64url). `browser` is the one in
    which the resident is signed in: the card ends when they are signed out there.

    Raises:
        TooLittleAssurance: the resident has proven too little.
        NotProven, NoSuchCarriage, BadKey, BadProof, TooManyPhones: nothing was issued.
        OutsideTheMandate: whoever gave the mandate set a limit, which is reached.
    """
    from sagacity.identity.cards.tokens import signing

    policy.demand(by, level=accounts.Level.CARD)
    resident = accounts.resident(by.key)
    if not resident.inhabitant:
        raise NotProven(by.key)
    kind, inhabitant, carried = types.Kind.DEVICE, resident.inhabitant, None
    if carriage:
        carried = carriages.row_of(key=carriage, resident=resident.key, at=at)
        kind, inhabitant, label = types.Kind(carried.kind), carried.inhabitant, carried.label
    point = signing.from_jwk(public_key)
    tickets.check(ticket, about=by.key, proof=proof, point=point)
    facts = carried_facts.of(inhabitant, by=by, at=at)  # its line in the log is written before the card
    with transaction.atomic(), standing.used(carried, by=by, at=at):
        _make_room(point, resident=resident.key, inhabitant=inhabitant, at=at)
        row = making.make(
            kind=kind,
            resident=resident.key,
            inhabitant=inhabitant,
            label=label,
            point=point,
            by=by,
            at=at,
            browser=browser,
        )
        return making.for_phone(row, facts=facts, at=at)


def renew(*, card: str, ticket: str, proof: str, at: datetime) -> types.IssuedCard:
    """Give a phone that shows its key the next card.

    Raises:
        NoSuchCard, Ended, BadProof: nothing was issued.
    """
    from sagacity.identity.cards.tokens import signing

    old = cards.row_of(card)
    point = (signing.unpadded(old.x), signing.unpadded(old.y))
    tickets.check(ticket, about=card, proof=proof, point=point)
    by = policy.Person(key=old.resident, name="", kind="resident")
    facts = carried_facts.of(old.inhabitant, by=by, at=at) if old.has_facts else None
    with transaction.atomic():
        if not cards.as_fact(cards.row_of(card, lock=True)).holds(at):
            raise Ended(card)
        _renewed(point, inhabitant=old.inhabitant, at=at)
        row = making.make(
            kind=types.Kind(old.kind),
            resident=old.resident,
            inhabitant=old.inhabitant,
            label=old.label,
            point=point,
            by=by,
            at=at,
            browser=old.browser,
        )
        return making.for_phone(row, facts=facts, at=at)


def needs_renewal(card: types.Card, *, at: datetime) -> bool:
    """Whether its phone should fetch the next one: the last month has begun, or its key was withdrawn."""
    known = {key.kid for key in signing_keys.public_keys(at=at)}
    return card.holds(at) and (card.expires_at - at < RENEW_BEFORE or card.kid not in known)


def _make_room(point: tickets.Point, *, resident: str, inhabitant: str, at: datetime) -> None:
    _renewed(point, inhabitant=inhabitant, at=at)
    live = models.Card.objects.live(at).filter(resident=resident, inhabitant=inhabitant)
    if live.count() >= MOST_PHONES:
        raise TooManyPhones(resident)


def _renewed(point: tickets.Point, *, inhabitant: str, at: datetime) -> None:
    """The cards this phone had for the same person: they stay valid, but no list shows them."""
    from sagacity.identity.cards.tokens import signing

    x, y = (signing.padless(half) for half in point)
    models.Card.objects.live(at).filter(x=x, y=y, inhabitant=inhabitant).update(renewed_at=at)
