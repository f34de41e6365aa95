"""Who may enter the data desk, and what waits there."""

import pytest

from sagacity.identity.testing import Actor, StaffActor

pytestmark = pytest.mark.django_db
PAGES = (
    "",
    "upload/",
    "history/",
    "board/",
    "board.csv",
    "records/",
    "records/?q=公園",
    "corrections/",
    "duplicates/",
    "live/",
    "live/points.json?bbox=33,130,34,131&zoom=9",
    "live/table.csv",
    "devices/",
    "subscriptions/",
    "peers/",
    "platform/",
    "models/",
)


@pytest.mark.parametrize("page", PAGES)
def test_a_resident_is_led_to_the_sign_in_page(hanako: Actor, page: str) -> None:
    answer = hanako.client.get(f"/desk/data/{page}")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/staff/sign-in/?next=/desk/data/")


@pytest.mark.parametrize("page", PAGES)
def test_a_clerk_can_open_every_page_of_an_empty_desk(koga: StaffActor, page: str) -> None:
    assert koga.opens(f"/desk/data/{page}").status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_a_clerk_of_another_division_is_told_this_is_not_her_desk(matsuo: StaffActor, page: str) -> None:
    assert matsuo.opens(f"/desk/data/{page}").status_code == 403


def test_an_approver_cannot_hand_in_files(nakamura: StaffActor) -> None:
    assert nakamura.opens("/desk/data/upload/").status_code == 403


def test_a_file_that_does_not_exist_is_not_found(koga: StaffActor) -> None:
    assert koga.opens("/desk/data/runs/urn:ngsi-ld:ImportRun:none/").status_code == 404


def test_the_staff_home_shows_the_desk_only_to_those_who_may_enter(
    koga: StaffActor, matsuo: StaffActor
) -> None:
    assert "表の取り込み、確認、承認、公開" in koga.sees("/staff/")
    assert "表の取り込み、確認、承認、公開" not in matsuo.sees("/staff/")
