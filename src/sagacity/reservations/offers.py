"""Offers: so many places at one thing."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from sagacity.kit import keys, policy
from sagacity.kit.audit import api as audit
from sagacity.reservations import facts, line, locking, models, signals, types
from sagacity.reservations.locking import NoSuchOffer
from sagacity.reservations.types import OfferState


class OfferExists(Exception):
    """This subject has an offer; change that one."""


class BadTerms(ValueError):
    """Terms that cannot be kept; `code` says which."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code  # "times" | "places" | "most"


class FewerThanPromised(Exception):
    """More places are promised than the new number; cancel some bookings first."""

    def __init__(self, taken: int) -> None:
        super().__init__(str(taken))
        self.taken = taken


class NotNow(Exception):
    """The offer is cancelled; that is the end of it."""


def offer(*, subject: str) -> types.Offer:
    """What is offered for a subject.

    Raises:
        NoSuchOffer: nothing is.
    """
    row = models.Offer.objects.filter(subject=subject).first()
    if row is None:
        raise NoSuchOffer(subject)
    return facts.offer(row)


def offers(*, subjects: Collection[str]) -> dict[str, types.Offer]:
    """The offers of many subjects, by subject; those without one are left out."""
    rows = models.Offer.objects.filter(subject__in=list(subjects))
    return {row.subject: facts.offer(row) for row in rows}


def latest_offers(*, limit: int = 50, offset: int = 0) -> tuple[tuple[types.Offer, ...], int]:
    """All offers, the one that ends last first, and how many there are."""
    rows = models.Offer.objects.order_by("-ends_at", "-id")
    return tuple(facts.offer(row) for row in rows[offset : offset + limit]), rows.count()


@transaction.atomic
def open_offer(*, subject: str, terms: types.Terms, by: policy.Person, at: datetime) -> types.Offer:
    """Let people book places at a subject, within the times of its terms.

    Raises:
        OfferExists, BadTerms: nothing was opened.
    """
    _check(terms)
    row, is_new = models.Offer.objects.get_or_create(
        subject=subject,
        defaults={**_columns(terms), "key": keys.new("Offer"), "created_at": at, "changed_at": at},
    )
    if not is_new:
        raise OfferExists(subject)
    audit.record(actor=by, action="reservations.open", thing=row.key, at=at, after=_said(row))
    return facts.offer(row)


def change_offer(*, subject: str, terms: types.Terms, by: policy.Person, at: datetime) -> types.Offer:
    """Change the terms; when places are added, the first in line who fit move up.

    Raises:
        NoSuchOffer, BadTerms, NotNow: nothing was changed.
        FewerThanPromised: more places are promised than the new number.
    """
    _check(terms)
    with locking.one_at_a_time(subject) as row:
        _refuse_if_cancelled(row)
        if terms.capacity < row.taken:
            raise FewerThanPromised(row.taken)
        before = _said(row)
        for name, value in _columns(terms).items():
            setattr(row, name, value)
        row.changed_at = at
        row.save()
        audit.record(
            actor=by, action="reservations.change", thing=row.key, at=at, before=before, after=_said(row)
        )
        line.move_up(row, at=at)
        return facts.offer(row)


def close_offer(*, subject: str, by: policy.Person, at: datetime) -> types.Offer:
    """Take no more bookings; who is in line still moves up when somebody cancels."""
    return _set_state(subject, OfferState.CLOSED, by=by, at=at)


def reopen_offer(*, subject: str, by: policy.Person, at: datetime) -> types.Offer:
    """Take bookings again, within the times of the terms."""
    return _set_state(subject, OfferState.OPEN, by=by, at=at)


def cancel_offer(*, subject: str, why: str, by: policy.Person, at: datetime) -> types.Offer:
    """What was offered does not take place; everybody is told. Twice is once.

    Bookings keep their state, so that the clerk still sees whom to telephone.
    """
    with locking.one_at_a_time(subject) as row:
        if row.state == OfferState.CANCELLED:
            return facts.offer(row)
        row.state, row.cancelled_why, row.changed_at = OfferState.CANCELLED, why.strip()[:400], at
        row.save(update_fields=["state", "cancelled_why", "changed_at"])
        audit.record(actor=by, action="reservations.cancel_offer", thing=row.key, at=at, purpose=why)
        signals.offer_cancelled.announce(facts.offer(row))
        return facts.offer(row)


def _set_state(subject: str, state: OfferState, *, by: policy.Person, at: datetime) -> types.Offer:
    with locking.one_at_a_time(subject) as row:
        _refuse_if_cancelled(row)
        if row.state != state:
            row.state, row.changed_at = state, at
            row.save(update_fields=["state", "changed_at"])
            audit.record(actor=by, action=f"reservations.{state}", thing=row.key, at=at)
        return facts.offer(row)


def _refuse_if_cancelled(row: models.Offer) -> None:
    if row.state == OfferState.CANCELLED:
        raise NotNow(row.subject)


def _check(terms: types.Terms) -> None:
    if not terms.opens_at < terms.closes_at <= terms.ends_at:
        raise BadTerms("times")
    if terms.capacity < 1 or terms.waiting_places < 0:
        raise BadTerms("places")
    if not 1 <= terms.most_per_booking <= terms.capacity:
        raise BadTerms("most")


def _columns(terms: types.Terms) -> dict[str, object]:
    return {
        "title": terms.title,
        "url": terms.url,
        "capacity": terms.capacity,
        "waiting_places": terms.waiting_places,
        "opens_at": terms.opens_at,
        "closes_at": terms.closes_at,
        "ends_at": terms.ends_at,
        "most_per_booking": terms.most_per_booking,
        "asks": list(terms.asks),
        "note": terms.note,
    }


def _said(row: models.Offer) -> dict[str, object]:
    return {name: str(value) for name, value in _columns(facts.offer(row).terms).items()}
