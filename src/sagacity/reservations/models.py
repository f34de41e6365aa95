"""Tables of reservations: what is offered, and who was promised a place."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from sagacity.reservations.types import Belonging, BookingState, OfferState

LIVE = (BookingState.BOOKED, BookingState.WAITING)


class Offer(models.Model):
    """So many places at one thing. Its counters move in the transaction that moves a booking."""

    key = models.CharField(max_length=80, unique=True)
    subject = models.CharField(max_length=250, unique=True)
    title = models.CharField(max_length=200)
    url = models.CharField(max_length=300, blank=True)
    capacity = models.PositiveIntegerField()
    waiting_places = models.PositiveIntegerField(default=0)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    most_per_booking = models.PositiveIntegerField(default=1)
    asks = models.JSONField(default=list)
    note = models.CharField(max_length=1000, blank=True)
    state = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in OfferState], default=OfferState.OPEN
    )
    cancelled_why = models.CharField(max_length=400, blank=True)
    taken = models.PositiveIntegerField(default=0)
    line = models.PositiveIntegerField(default=0)
    last_number = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)  # when contact data went

    class Meta:
        constraints = [
            # The last word: whatever a program does wrong, nobody is promised a place that is not there.
            models.CheckConstraint(condition=Q(taken__lte=F("capacity")), name="offer_never_over_capacity"),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="offer_has_places"),
            models.CheckConstraint(
                condition=Q(opens_at__lt=F("closes_at")) & Q(closes_at__lte=F("ends_at")),
                name="offer_opens_closes_and_ends",
            ),
        ]
        indexes = [models.Index(fields=["erased_at", "ends_at"], name="offer_to_erase")]


class BookingQuerySet(models.QuerySet["Booking"]):
    def live(self) -> Self:
        return self.filter(state__in=LIVE)

    def waiting(self) -> Self:
        """The line, first come first."""
        return self.filter(state=BookingState.WAITING).order_by("number")


class Booking(models.Model):
    """Places promised to somebody, or their place in the line."""

    key = models.CharField(max_length=80, unique=True)
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="bookings")
    number = models.PositiveIntegerField()
    client_key = models.CharField(max_length=80, unique=True)
    person = models.CharField(max_length=80, blank=True)
    name = models.CharField(max_length=80, blank=True)
    kana = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    mail = models.CharField(max_length=254, blank=True)
    language = models.CharField(max_length=10, default="ja")
    phone_key = models.CharField(max_length=20, blank=True)  # digits alone, to know a number again
    mail_key = models.CharField(max_length=254, blank=True)
    search_key = models.CharField(max_length=400, blank=True)
    name_key = models.CharField(max_length=80, blank=True)
    places = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=[(one.value, one.value) for one in BookingState])
    answers = models.JSONField(default=dict)
    entered_by = models.CharField(max_length=120, blank=True)
    booked_at = models.DateTimeField()
    promoted_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    attended_at = models.DateTimeField(null=True)
    attended_how = models.CharField(max_length=4, blank=True)  # "hand": ticked by staff, "card": by check-in
    walk_in = models.BooleanField(default=False)  # came without having applied, and took a free place

    objects = BookingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["offer", "number"], name="one_booking_per_number"),
            models.UniqueConstraint(
                fields=["offer", "phone_key"],
                condition=Q(state__in=LIVE) & ~Q(phone_key=""),
                name="one_live_booking_per_phone",
            ),
            models.UniqueConstraint(
                fields=["offer", "mail_key"],
                condition=Q(state__in=LIVE) & ~Q(mail_key=""),
                name="one_live_booking_per_mail",
            ),
            models.CheckConstraint(condition=Q(places__gte=1), name="booking_has_places"),
        ]
        indexes = [
            models.Index(fields=["person", "-booked_at"], name="booking_of_person"),
            models.Index(fields=["offer", "state", "number"], name="booking_in_line"),
            models.Index(fields=["offer", "name_key"], name="booking_by_name"),
        ]


class Arrival(models.Model):
    """Somebody whom check-in took down, and the booking they belong to; kept as long as the contacts are."""

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="arrivals")
    person = models.CharField(max_length=120)  # as check-in knows them
    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, null=True, related_name="arrivals")
    since = models.DateTimeField()
    how = models.CharField(max_length=10, blank=True, choices=[(one.value, one.value) for one in Belonging])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["offer", "person"], name="one_arrival_each"),
        ]
