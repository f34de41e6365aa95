"""News this mini-app reacts to: editors can be addressed as such; reports go with their device."""

from sagacity.identity import api as identity
from sagacity.kit import clock
from sagacity.messaging import api as messaging
from sagacity.miniapps.topics import reports


@identity.resident_roles_changed.receiver
def roles_are_marks(held: identity.RolesOfAPerson) -> None:
    messaging.mark(person=held.person, kind="role", values=held.roles, language="", at=clock.now())


@identity.device_forgotten.receiver
def reports_name_no_one(forgotten: identity.Forgotten) -> None:
    reports.forget(reporter=forgotten.key)


@identity.devices_joined.receiver
def reports_go_with_the_device(joined: identity.Joined) -> None:
    reports.hand_over(old=joined.old, new=joined.new)
