"""What the queue does about news: a called phone is told, a forgotten one is let go."""

from sagacity.identity import api as identity
from sagacity.reservations.queue import keeping, signals, telling, types


@identity.device_forgotten.receiver
def device_is_let_go(forgotten: identity.Forgotten) -> None:
    keeping.forget(person=forgotten.key)


@identity.devices_joined.receiver
def tickets_go_with_the_device(joined: identity.Joined) -> None:
    keeping.goes_with(old=joined.old, new=joined.new)


@signals.ticket_changed.receiver
def who_waits_can_be_reached(news: types.TicketNews) -> None:
    telling.keep_reachable(news)


@signals.ticket_changed.receiver
def the_phone_is_told_that_it_is_called(news: types.TicketNews) -> None:
    telling.that_it_is_called(news)
