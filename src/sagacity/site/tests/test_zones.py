import pytest
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from pytest_django import Settings

from sagacity.site import zones

RESIDENT = ["/", "/apps/garbage/", "/dataset/shelter", "/api/3/action/package_list"]
STAFF = ["/staff/", "/staff/sign-in/", "/desk/data/"]


@pytest.mark.parametrize("path", RESIDENT)
def test_residents_doors_are_open_on_the_internet_only(path: str) -> None:
    assert [zone for zone in zones.ZONES if zones.serves(zone, path)] == ["all", "internet"]


@pytest.mark.parametrize("path", STAFF)
def test_staff_doors_are_open_in_the_staff_network_only(path: str) -> None:
    assert [zone for zone in zones.ZONES if zones.serves(zone, path)] == ["all", "lgwan"]


def test_every_zone_can_be_asked_how_it_is() -> None:
    assert all(zones.serves(zone, "/healthz") for zone in zones.ZONES)


def test_a_door_of_another_zone_is_not_found(rf: RequestFactory, settings: Settings) -> None:
    settings.ZONE = "internet"
    answer = zones.keep_to_zone(lambda request: HttpResponse("inside"))

    with pytest.raises(Http404):
        answer(rf.get("/desk/data/"))

    assert answer(rf.get("/apps/garbage/")).content == b"inside"


def test_in_the_staff_network_the_first_page_leads_to_the_staff_home(
    rf: RequestFactory, settings: Settings
) -> None:
    settings.ZONE = "lgwan"
    answer = zones.keep_to_zone(lambda request: HttpResponse("inside"))

    assert answer(rf.get("/")).headers["Location"] == "/staff/"
