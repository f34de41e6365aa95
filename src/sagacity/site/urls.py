"""Every door of the house. Mini-apps and desks hang themselves in by their manifests."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from sagacity.kit.manifest import Manifest, all_manifests


def _doors_of(manifest: Manifest) -> list[URLPattern | URLResolver]:
    doors: list[URLPattern | URLResolver] = []
    residents, staff = f"{manifest.package}.urls", f"{manifest.package}.staff_urls"
    if manifest.door in {"resident", "both"} and find_spec(residents):
        doors.append(path(f"apps/{manifest.key}/", include(residents)))
    if manifest.door in {"staff", "both"} and find_spec(staff):
        doors.append(path(f"desk/{manifest.key}/", include(staff)))
    return doors


def _doors_of_room(room: str) -> list[URLPattern | URLResolver]:
    doors = (f"{room}.urls", f"{room}.staff_urls")
    return [path("", include(door)) for door in doors if find_spec(door)]


urlpatterns = [door for manifest in all_manifests() for door in _doors_of(manifest)]
for _room in (
    "sagacity.site.health",
    "sagacity.kit.ui",
    "sagacity.identity",
    "sagacity.identity.accounts",
    "sagacity.identity.register",
    "sagacity.identity.family",
    "sagacity.identity.cards",
    "sagacity.identity.verification",
    "sagacity.registry",
    "sagacity.ledger",
    "sagacity.ledger.debit",
    "sagacity.messaging",
    "sagacity.procedures",
    "sagacity.procedures.cases",
    "sagacity.procedures.forms",
    "sagacity.procedures.outcomes",
    "sagacity.procedures.surveys",
    "sagacity.procedures.visits",
    "sagacity.reservations",
    "sagacity.reservations.slots",
    "sagacity.reservations.queue",
    "sagacity.shell",
):
    urlpatterns += _doors_of_room(_room) if find_spec(_room) else []
