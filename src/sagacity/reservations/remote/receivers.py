"""What the remote counter does about news: a forgotten device is let go, a joined one goes along."""

from sagacity.identity import api as identity
from sagacity.reservations.remote import keeping


@identity.device_forgotten.receiver
def device_is_let_go(forgotten: identity.Forgotten) -> None:
    keeping.forget(person=forgotten.key)


@identity.devices_joined.receiver
def calls_go_with_the_device(joined: identity.Joined) -> None:
    keeping.goes_with(old=joined.old, new=joined.new)
