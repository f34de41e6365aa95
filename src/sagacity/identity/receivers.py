"""News identity itself reacts to: roles go with a device that joins another, and end with a forgotten one."""

from sagacity.identity import residents, signals, types
from sagacity.kit import clock


@signals.device_forgotten.receiver
def roles_end_with_the_device(forgotten: types.Forgotten) -> None:
    residents.end_all_of(person=forgotten.key, at=clock.now())


@signals.devices_joined.receiver
def roles_go_with_the_device(joined: types.Joined) -> None:
    residents.hand_over(old=joined.old, new=joined.new, at=clock.now())
