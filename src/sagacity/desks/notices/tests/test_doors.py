"""Who may enter the desk of notices, and what its list shows."""

import pytest

from sagacity.desks.notices.tests.conftest import NoticeDesk
from sagacity.identity.testing import Actor, StaffActor

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", ["", "new/"])
def test_a_resident_is_led_to_the_sign_in_page(hanako: Actor, page: str) -> None:
    answer = hanako.client.get(f"/desk/notices/{page}")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/staff/sign-in/?next=/desk/notices/")


@pytest.mark.parametrize("page", ["", "new/"])
def test_a_clerk_of_another_division_is_told_this_is_not_her_desk(matsuo: StaffActor, page: str) -> None:
    assert matsuo.opens(f"/desk/notices/{page}").status_code == 403


def test_an_approver_looks_but_does_not_write(ishii: StaffActor) -> None:
    assert ishii.opens("/desk/notices/").status_code == 200
    assert "新しく書く" not in ishii.sees()
    assert ishii.opens("/desk/notices/new/").status_code == 403


def test_an_empty_desk_says_how_to_begin(yoshida: StaffActor) -> None:
    assert "「新しく書く」から始めます" in yoshida.sees("/desk/notices/")


def test_a_notice_that_does_not_exist_is_not_found(yoshida: StaffActor) -> None:
    for page in ("", "edit/", "figures/"):
        assert yoshida.opens(f"/desk/notices/urn:ngsi-ld:Notice:none/{page}").status_code == 404


def test_the_list_is_filtered_by_state_and_words_and_leafed_through(desk: NoticeDesk, example: None) -> None:
    for number in range(27):
        desk.writes(title_ja=f"お知らせ {number:02d}")
    desk.presses(desk.newest(), "submit")

    first = desk.writer.sees("/desk/notices/")
    assert "27件" in first
    assert "お知らせ 26" in first
    assert "お知らせ 01" not in first
    assert "お知らせ 01" in desk.writer.sees("/desk/notices/", page=2)
    assert "1件" in desk.writer.sees("/desk/notices/", state="published")
    assert "1件" in desk.writer.sees("/desk/notices/", q="お知らせ 13")
    assert "あてはまるお知らせがありません" in desk.writer.sees("/desk/notices/", q="ない", state="draft")
    assert "27件" in desk.writer.sees("/desk/notices/", state="'; --", origin="?")
