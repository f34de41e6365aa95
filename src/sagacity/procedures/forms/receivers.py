"""What forms does about news: a form goes with its device, and with its person."""

from sagacity.identity import api as identity
from sagacity.procedures.forms import keeping


@identity.devices_joined.receiver
def forms_go_with_the_device(joined: identity.Joined) -> None:
    keeping.move(old=joined.old, new=joined.new)


@identity.device_forgotten.receiver
def forms_of_a_forgotten_device_go(forgotten: identity.Forgotten) -> None:
    keeping.forget(forgotten.key)
