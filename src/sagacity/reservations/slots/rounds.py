"""Rounds of lots: made with a promise of their seed, which is sealed until they are drawn."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from sagacity.kit import clock, keys, lottery, policy
from sagacity.kit.audit import api as audit
from sagacity.reservations.slots import models, offering, services, types
from sagacity.reservations.slots import round_rows as rows
from sagacity.reservations.slots.refusals import (
    BadRound,
    NotOffered,
)


def round_(*, key: str) -> types.Round:
    """One round; its seed is told once it is drawn.

    Raises:
        NoSuchRound: there is none.
    """
    return rows.as_fact(rows.row_of(key))


def rounds(*, since: datetime) -> tuple[types.Round, ...]:
    """Rounds that close after a moment, the next to close first."""
    found = models.Round.objects.filter(closes_at__gte=since).select_related("service")
    return tuple(rows.as_fact(row) for row in found.order_by("closes_at", "id"))


def open_round(
    *,
    client_key: str,
    service: str,
    name: types.Words,
    lots: Sequence[types.Lot],
    opens_at: datetime,
    closes_at: datetime,
    by: policy.Person,
    at: datetime,
) -> types.Round:
    """Make a round and promise its seed; the same client key makes one.

    Raises:
        NoSuchService: nothing of this key can be booked.
        BadRound: people could book its times before the draw, or they cannot be.
    """
    row = services.row_of(service)
    terms = services.terms_of(row)
    if first := models.Round.objects.filter(client_key=client_key).select_related("service").first():
        return rows.as_fact(first)
    _look(row, terms, name, lots, opens_at, closes_at, at)
    key, seed = keys.new("Round"), lottery.new_seed()
    try:
        with transaction.atomic():
            made = models.Round.objects.create(
                key=key,
                client_key=client_key,
                service=row,
                name=dict(name),
                lots=[[one.resource, one.begins.isoformat(), one.length // services.MINUTE] for one in lots],
                opens_at=opens_at,
                closes_at=closes_at,
                promise=lottery.promise(seed=seed),
                sealed=rows.SEALER.seal(seed.encode(), about=key),
            )
            audit.record(actor=by, action="slots.round", thing=key, at=at, after={"promise": made.promise})
    except IntegrityError:
        made = models.Round.objects.select_related("service").get(client_key=client_key)
    return rows.as_fact(made)


def _look(
    row: models.Service,
    terms: types.Service,
    name: types.Words,
    lots: Sequence[types.Lot],
    opens_at: datetime,
    closes_at: datetime,
    at: datetime,
) -> None:
    pool = {one.key: one for one in services.pool_of(row)}
    bookable_from = clock.day(closes_at) + timedelta(terms.days_ahead)
    if not name.get("ja") or not lots or not at <= opens_at < closes_at:
        raise BadRound("a round has a name in ja, at least one lot, and closes after it opens")
    if len({(one.resource, one.begins) for one in lots}) != len(lots):
        raise BadRound("a lot stands in it twice")
    for lot in lots:
        if clock.day(lot.begins) <= bookable_from:
            raise BadRound("its times lie behind the days ahead, so that nobody books them before the draw")
        if lot.resource not in pool:
            raise BadRound("each lot is a resource of the service")
        try:
            offering.refuse_by_terms(terms, begins=lot.begins, length=lot.length, at=at, is_staff=True)
        except NotOffered as problem:
            raise BadRound(f"{lot.begins}: {problem.reason}") from problem
        if not offering.is_open_for(pool[lot.resource], begins=lot.begins, ends=lot.begins + lot.length):
            raise BadRound(f"{lot.begins}: closed")
