"""A resident applies, waits, moves up, cancels: on one phone, without an account."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse

from sagacity.identity.testing import Actor
from sagacity.kit import policy
from sagacity.miniapps.events.tests.conftest import key_of
from sagacity.reservations import api as reservations

pytestmark = pytest.mark.django_db
CLERK = policy.Person("urn:ngsi-ld:Staff:mori", "森", "staff")
Deliver = Callable[..., int]
Open = Callable[..., str]


@pytest.fixture
def offered(autumn: datetime) -> Open:
    """Open applications for the gymnastics of Saturday 19 September."""

    def make(**more: Any) -> str:
        key = key_of("親子体操")
        plain: dict[str, Any] = {
            "title": "親子体操",
            "capacity": 2,
            "waiting_places": 2,
            "opens_at": autumn - timedelta(days=1),
            "closes_at": autumn + timedelta(days=2),
            "ends_at": autumn + timedelta(days=5),
            "url": "/apps/events/mine/",
        }
        terms = reservations.Terms(**{**plain, **more})
        reservations.open_offer(subject=key, terms=terms, by=CLERK, at=autumn)
        return key

    return make


def _path(answer: HttpResponse) -> str:
    """Where a form led."""
    return str(answer.request["PATH_INFO"])  # type: ignore[attr-defined]


class Phone(Actor):
    """A phone of a resident."""

    def applies(self, key: str, **said: str) -> str:
        """Fill the form of an event in and send it; where that led."""
        form = self.opens(f"/apps/events/{key}/apply/").content.decode()
        found = re.search(r'name="client_key" value="(\w+)"', form)
        assert found, self.sees()
        fields = {"client_key": found[1], "places": "1", "name": "佐賀 花子", "phone": "0952-24-3151", **said}
        answer = self.sends(f"/apps/events/{key}/apply/", **fields)
        return _path(answer)

    def finds(self) -> str:
        """The address of the newest application of this phone."""
        page = self.opens("/apps/events/mine/").content.decode()
        found = re.search(r'href="(/apps/events/mine/urn[^"]+)"', page)
        assert found, page
        return found[1]


@pytest.fixture
def phone() -> Phone:
    return Phone()


def _fill(key: str, places: int, at: datetime) -> list[reservations.Booking]:
    """Others who came first."""
    return [
        reservations.book(
            subject=key,
            person="",
            client_key=f"other-{number}",
            contact=reservations.Contact(f"住民{number}", phone=f"090-0000-{number:04d}"),
            places=1,
            at=at,
        )
        for number in range(places)
    ]


def test_a_resident_applies_and_finds_the_number_again(phone: Phone, offered: Open) -> None:
    key = offered()
    assert "受付中 あと2人、参加できます。申し込みは2026年9月17日(木) 9:00まで。" in phone.sees(
        f"/apps/events/{key}/"
    )

    where = phone.applies(key)

    assert where.startswith("/apps/events/mine/urn:ngsi-ld:Booking:")
    assert "参加できます 受付番号 1" in phone.sees()
    assert "親子体操 2026年9月19日(土)" in phone.sees("/apps/events/mine/")
    assert "受付番号1・参加できます" in phone.sees(f"/apps/events/{key}/")
    assert reservations.offer(subject=key).taken == 1


def test_a_double_click_is_one_application(phone: Phone, offered: Open) -> None:
    key = offered()
    fields = {"client_key": "abc", "places": "1", "name": "花子", "phone": "0952-24-3151"}

    first = _path(phone.sends(f"/apps/events/{key}/apply/", **fields))
    second = _path(phone.sends(f"/apps/events/{key}/apply/", **fields))

    assert first == second
    assert reservations.offer(subject=key).taken == 1


def test_the_form_can_wait_for_a_network_and_success_is_no_alert(phone: Phone, offered: Open) -> None:
    key = offered()
    form = phone.opens(f"/apps/events/{key}/apply/").content.decode()
    assert 'data-queue="「親子体操」に申し込む"' in form

    phone.applies(key)

    assert phone.answer is not None
    done = phone.answer.content.decode()
    assert 'role="alert"' not in done
    assert "sg-banner--error" not in done


def test_a_full_event_says_beforehand_that_one_waits_and_in_which_place(
    phone: Phone, offered: Open, autumn: datetime
) -> None:
    key = offered()
    _fill(key, 3, autumn)

    seen = phone.sees(f"/apps/events/{key}/apply/")
    assert "キャンセル待ちに申し込む" in seen
    assert "定員（2人）に達しました。" in seen
    assert "いま1人が待っています。" in seen

    phone.applies(key)

    assert "キャンセル待ちの2番目です。" in phone.sees()


def test_when_the_line_is_full_there_is_no_form_but_a_reason(
    phone: Phone, offered: Open, autumn: datetime
) -> None:
    key = offered()
    _fill(key, 4, autumn)

    seen = phone.sees(f"/apps/events/{key}/apply/")

    assert "キャンセル待ちもいっぱいです。" in seen
    assert phone.answer is not None
    assert 'name="phone"' not in phone.answer.content.decode()


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (-30, "申し込みは2026年9月14日(月) 9:00に始まります。"),
        (48, "申し込みは2026年9月17日(木) 9:00に締め切りました。"),
    ],
)
def test_outside_its_times_the_page_says_when_and_why(
    phone: Phone, offered: Open, autumn: datetime, hours: int, said: str
) -> None:
    key = offered()

    with time_machine.travel(autumn + timedelta(hours=hours), tick=False):
        assert said in phone.sees(f"/apps/events/{key}/apply/")
        fields = {"client_key": "late", "places": "1", "name": "花子", "phone": "0952-24-3151"}
        answer = phone.sends(f"/apps/events/{key}/apply/", **fields)

    assert answer.status_code == 422
    assert said in phone.sees()


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(phone: Phone, offered: Open) -> None:
    key = offered()

    where = phone.applies(key, phone="24-3151", name="佐賀 花子")

    assert where.endswith("/apply/")
    assert "電話番号が読み取れません。" in phone.sees()
    assert phone.answer is not None
    assert 'value="佐賀 花子"' in phone.answer.content.decode()
    assert reservations.offer(subject=key).taken == 0


def test_a_telephone_number_applies_once_and_the_reason_is_said(
    phone: Phone, offered: Open, autumn: datetime
) -> None:
    key = offered()
    Phone().applies(key)

    phone.applies(key)

    assert "この電話番号では、もう申し込まれています。" in phone.sees()


def test_neither_telephone_nor_mail_reaches_nobody(phone: Phone, offered: Open) -> None:
    phone.applies(offered(), phone="")

    assert "電話番号かメールアドレスを書いてください。" in phone.sees()


def test_the_contact_is_remembered_only_on_request(phone: Phone, offered: Open) -> None:
    key = offered()
    phone.applies(key, remember="on")
    assert 'value="0952-24-3151"' in phone.opens(f"/apps/events/{key}/apply/").content.decode()

    phone.applies(key, phone="090-1234-5678")

    assert 'value="090-1234-5678"' not in phone.opens(f"/apps/events/{key}/apply/").content.decode()


def test_whoever_cancels_lets_the_next_one_in_and_may_apply_again(
    phone: Phone, offered: Open, autumn: datetime, deliver: Deliver
) -> None:
    key = offered(capacity=1)
    mine = phone.applies(key)
    waiting = Phone()
    waiting.applies(key, phone="090-1234-5678")
    assert "キャンセル待ちの1番目です。" in waiting.sees()

    phone.sends(f"{mine}cancel/")
    deliver()

    assert "取り消しました この申し込みは取り消されています。" in phone.sees()
    assert "キャンセル待ちから繰り上がりました。" in waiting.sees(waiting.finds())
    assert "参加できることになりました：親子体操" in waiting.sees("/")
    phone.applies(key)
    assert "キャンセル待ちの1番目です。" in phone.sees()


def test_nobody_sees_or_cancels_the_application_of_another(phone: Phone, offered: Open) -> None:
    mine = phone.applies(offered())
    other = Phone()
    other.sends("/district/", district="")

    assert other.opens(mine).status_code == 404
    assert other.sends(f"{mine}cancel/").status_code == 404


def test_the_day_before_and_the_day_itself_are_on_the_home_screen(
    phone: Phone, offered: Open, autumn: datetime
) -> None:
    phone.applies(offered())
    assert "親子体操" not in phone.sees("/")

    with time_machine.travel(autumn + timedelta(days=3), tick=False):
        assert "あした：親子体操" in phone.sees("/")
        assert "受付番号1・1人" in phone.sees("/")
    with time_machine.travel(autumn + timedelta(days=4), tick=False):
        assert "きょう：親子体操" in phone.sees("/")


def test_what_is_called_off_is_said_wherever_the_resident_looks(
    phone: Phone, offered: Open, autumn: datetime, deliver: Deliver
) -> None:
    key = offered()
    phone.applies(key)
    deliver()

    reservations.cancel_offer(subject=key, why="台風のため。", by=CLERK, at=autumn)
    deliver()

    assert "中止になりました：親子体操" in phone.sees("/")
    assert "この催しは中止になりました。台風のため。" in phone.sees(f"/apps/events/{key}/apply/")
    assert "手続きはいりません。" in phone.sees(phone.finds())


def test_a_device_without_applications_is_shown_what_to_do(phone: Phone, autumn: datetime) -> None:
    assert "申し込みはありません" in phone.sees("/apps/events/mine/")


def test_an_event_without_applications_has_no_form(phone: Phone, autumn: datetime) -> None:
    assert phone.opens(f"/apps/events/{key_of('朝市')}/apply/").status_code == 404


def test_the_settings_show_what_was_written_and_say_that_the_place_stays(
    phone: Phone, offered: Open, autumn: datetime
) -> None:
    key = offered()
    phone.applies(key, remember="on")

    assert "おぼえていること" in phone.sees("/settings/")
    assert "これからの催しへの申し込みは、主催者のところに残ります。" in phone.sees()
    kept = phone.opens("/settings/export.json").json()["reservations"]["bookings"]  # type: ignore[attr-defined]
    assert [(one["name"], one["phone"]) for one in kept] == [("佐賀 花子", "0952-24-3151")]

    phone.sends("/settings/forget/")

    assert reservations.offer(subject=key).taken == 1
    assert "申し込みはありません" in phone.sees("/apps/events/mine/")
