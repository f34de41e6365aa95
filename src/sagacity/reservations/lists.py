"""Lists for staff. A look at names is an act: it says who looks and why, and is written down."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Case, Count, IntegerField, Q, QuerySet, Sum, Value, When

from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit
from sagacity.reservations import contacts, facts, models, types
from sagacity.reservations.locking import NoSuchOffer
from sagacity.reservations.types import BookingState, Order

_STATES_IN_ORDER = (BookingState.BOOKED, BookingState.WAITING, BookingState.CANCELLED)

YEAR = timedelta(days=365)
MOST = 500  # rows of a table for everybody


class NoPurpose(ValueError):
    """Whoever looks at names says why."""


@transaction.atomic
def bookings(
    *,
    subject: str,
    by: policy.Person,
    purpose: str,
    at: datetime,
    states: Collection[BookingState] = (),
    words: str = "",
    order: Order = Order.NUMBER,
    limit: int = 50,
    offset: int = 0,
) -> types.BookingPage:
    """Bookings of an offer with names and contacts; the look is written into the audit log.

    Raises:
        NoSuchOffer, NoPurpose: nothing was shown.
    """
    offer = models.Offer.objects.filter(subject=subject).first()
    if offer is None:
        raise NoSuchOffer(subject)
    if not purpose.strip():
        raise NoPurpose(subject)
    rows = _sorted(_found(offer, states, words), order)
    total = rows.count()
    audit.record(actor=by, action="reservations.look", thing=offer.key, at=at, purpose=purpose.strip())
    line = list(offer.bookings.waiting().values_list("pk", flat=True))
    position = {pk: place for place, pk in enumerate(line, start=1)}
    page = rows.select_related("offer")[offset : offset + limit]
    return types.BookingPage(tuple(facts.booking(row, position.get(row.pk, 0)) for row in page), total)


def tally(*, subject: str) -> types.Tally:
    """How many bookings and places stand where; no name is looked at."""
    rows = models.Booking.objects.filter(offer__subject=subject).order_by()
    found = list(rows.values("state").annotate(bookings=Count("id"), sum=Sum("places")))
    return types.Tally(
        bookings={each["state"]: each["bookings"] for each in found},
        places={each["state"]: each["sum"] for each in found},
        attended=rows.filter(attended_at__isnull=False).count(),
    )


def booked_by_offer(at: datetime, language: str) -> dict[str, int]:
    """Places booked at what was over in the last year, for everybody: `kit.leaving` hides small counts."""
    over = models.Offer.objects.filter(ends_at__lte=at, ends_at__gt=at - YEAR, state=types.OfferState.OPEN)
    return {
        f"{row.title}（{clock.day(row.ends_at)}）": row.taken
        for row in over.order_by("-ends_at", "id")[:MOST]
    }


def people_of(*, subject: str, states: Collection[BookingState]) -> tuple[str, ...]:
    """Keys of the devices behind live bookings, to write to; no name is looked at."""
    rows = models.Booking.objects.filter(offer__subject=subject, state__in=list(states)).exclude(person="")
    return tuple(sorted(set(rows.values_list("person", flat=True))))


def _found(offer: models.Offer, states: Collection[BookingState], words: str) -> "QuerySet[models.Booking]":
    rows: QuerySet[models.Booking] = offer.bookings.all()
    if states:
        rows = rows.filter(state__in=list(states))
    for word in contacts.search_words(words):
        is_number = word.isascii() and word.isdigit() and len(word) < 6
        meets = Q(number=int(word)) if is_number else Q(pk__in=[])
        for form in contacts.forms_of(word):
            meets |= Q(search_key__contains=form)
        rows = rows.filter(meets)
    return rows


def _sorted(rows: "QuerySet[models.Booking]", order: Order) -> "QuerySet[models.Booking]":
    if order is Order.NAME:
        return rows.order_by("name_key", "number")
    if order is Order.STATE:
        cases = [When(state=state, then=Value(place)) for place, state in enumerate(_STATES_IN_ORDER)]
        return rows.order_by(Case(*cases, output_field=IntegerField()), "number")
    return rows.order_by("number")
