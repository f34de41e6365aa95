"""What reservations does about news: people are told, and a forgotten device is let go."""

from sagacity.checkin import api as checkin
from sagacity.identity import api as identity
from sagacity.kit import clock
from sagacity.reservations import arrivals, keeping, lists, models, signals, telling, types


@identity.device_forgotten.receiver
def device_is_let_go(forgotten: identity.Forgotten) -> None:
    keeping.forget(person=forgotten.key, at=clock.now())


@identity.devices_joined.receiver
def bookings_go_with_the_device(joined: identity.Joined) -> None:
    """Who booked on a device and signs in there finds the booking on every device of theirs."""
    models.Booking.objects.filter(person=joined.old).update(person=joined.new)


@signals.booked.receiver
@signals.cancelled.receiver
def applicants_can_be_reached(news: types.BookingNews) -> None:
    telling.keep_reachable(news)


@signals.booked.receiver
def the_contact_has_it_in_writing(news: types.BookingNews) -> None:
    telling.that_it_is_booked(news)


@signals.promoted.receiver
def who_moved_up_is_told(news: types.BookingNews) -> None:
    telling.that_it_moved_up(news)


@signals.cancelled.receiver
def whose_booking_was_cancelled_is_told(news: types.BookingNews) -> None:
    telling.that_it_was_cancelled(news)


@signals.offer_cancelled.receiver
def everybody_is_told_that_it_is_called_off(offer: types.Offer) -> None:
    telling.that_it_is_called_off(
        offer,
        people=lists.people_of(subject=offer.subject, states=models.LIVE),
        at=clock.now(),
    )


@checkin.reception_changed.receiver
def who_came_is_found_among_applicants(news: checkin.ReceptionNews) -> None:
    arrivals.settle(subject=news.subject, at=news.at)


@signals.promoted.receiver
@signals.cancelled.receiver
def a_place_that_came_free_goes_to_whoever_is_there(news: types.BookingNews) -> None:
    arrivals.settle(subject=news.subject, at=news.at)
