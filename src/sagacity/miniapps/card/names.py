"""What the face of a card says beside its picture: the holder's name where they wish, and their district."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from sagacity.identity.accounts import api as accounts
from sagacity.identity.register import api as register
from sagacity.kit import clock, policy
from sagacity.registry import api as registry


def own(request: HttpRequest, *, by: policy.Person) -> str:
    """The name in the register, which the holder wishes to show; the look stands in the log."""
    resident = accounts.resident_of(request)
    if resident is None or not resident.inhabitant:
        return by.name
    purpose = _("ご本人の希望で、市民証に名前を表示するため")
    at = clock.now()
    try:
        said = register.own_facts(key=resident.inhabitant, resident=by, purpose=purpose, channel="app", at=at)
    except register.NoSuchInhabitant:
        return by.name
    return said.name


def district(request: HttpRequest) -> str:
    """What the town is called in which the holder lives, if the city knows."""
    resident = accounts.resident_of(request)
    if resident is None or not resident.district:
        return ""
    try:
        return registry.town(resident.district).name
    except registry.NoSuchTown:
        return ""
