"""Which area this device remembers."""

from django.http import HttpRequest

from sagacity.identity import api as identity
from sagacity.registry import api as registry
from sagacity.registry.collection import api as collection


def area(request: HttpRequest) -> str:
    """The key of the area this device remembers, as long as there is such an area."""
    key = identity.recall(request, app="garbage", name="area", default="")
    try:
        return collection.area(str(key)).key if key else ""
    except collection.NoSuchArea:
        return ""


def town(request: HttpRequest) -> str:
    """The name of the town this device chose on the home screen, so that nobody types it twice."""
    key = identity.device_of(request).district
    try:
        return registry.town(key).name if key else ""
    except registry.NoSuchTown:
        return ""
