"""The administrator's page, one's own account, and the staff of the demonstration."""

import json
import re
import stat
from datetime import datetime
from pathlib import Path

import pytest
from pytest_django import Settings

from sagacity.identity import api as identity
from sagacity.identity import models
from sagacity.identity.testing import Actor, StaffActor
from sagacity.kit.audit import api as audit

pytestmark = pytest.mark.django_db


EASY = [("みじかい", "12"), ("password1234", "一般的すぎます"), ("849302857365", "数字")]


def _password_shown(admin: StaffActor) -> str:
    found = re.search(r"[a-z2-9]{4}(?:-[a-z2-9]{4}){3}", admin.sees())
    assert found, "no password on the page"
    return found[0]


def test_an_administrator_adds_somebody_who_signs_in_with_the_password_shown_once(
    admin: StaffActor,
) -> None:
    admin.sends("/staff/people/add/", login="fukuda", name="福田 明", held=["data_clerk"], reason="採用")
    password = _password_shown(admin)

    newcomer = Actor()
    newcomer.signs_in("fukuda", password)

    assert "福田 明" in newcomer.sees("/staff/account/")
    assert password not in admin.sees("/staff/people/fukuda/")
    assert [line.action for line in audit.about(thing="urn:ngsi-ld:Staff:fukuda")][-1] == "staff.add"


def test_a_login_that_is_taken_is_refused_in_words(admin: StaffActor, koga: StaffActor) -> None:
    admin.sends("/staff/people/add/", login="koga", name="別の古賀", held=[])

    assert "もう使われています" in admin.sees()


def test_a_clerk_cannot_manage_accounts(koga: StaffActor) -> None:
    assert koga.opens("/staff/people/").status_code == 403
    assert koga.client.post("/staff/people/koga/", {"role": "administrator"}).status_code == 403
    assert "administrator" not in models.RoleGrant.objects.values_list("role", flat=True)


def test_a_role_can_be_given_for_a_time_and_taken_away(admin: StaffActor, koga: StaffActor) -> None:
    admin.sends(
        "/staff/people/koga/",
        role="garbage_clerk",
        starts_on="2026-04-01",
        ends_on="2099-03-31",
        reason="応援",
    )
    assert koga.person.may("collection.edit")

    grant = models.RoleGrant.objects.get(role="garbage_clerk")
    admin.sends(f"/staff/people/koga/roles/{grant.pk}/withdraw/")

    assert not koga.person.may("collection.edit")


def test_the_last_administrator_cannot_be_shut_out(admin: StaffActor) -> None:
    admin.sends("/staff/people/kanri/active/", active="0")

    assert "ただ一人のシステム管理者" in admin.sees()
    assert admin.opens("/staff/people/").status_code == 200


def test_a_lost_password_is_replaced_and_the_old_one_stops(admin: StaffActor, koga: StaffActor) -> None:
    admin.sends("/staff/people/koga/password/")
    new = _password_shown(admin)

    assert Actor(address="203.0.113.1").signs_in("koga", koga.password).status_code == 401
    assert Actor(address="203.0.113.2").signs_in("koga", new).status_code == 200
    assert koga.client.get("/staff/account/").status_code == 302


def test_changing_ones_password_keeps_this_device_and_signs_out_the_others(koga: StaffActor) -> None:
    other = Actor()
    other.signs_in("koga", koga.password)

    koga.sends(
        "/staff/account/password/",
        present=koga.password,
        new="嘉瀬川のほとり2026春",
        again="嘉瀬川のほとり2026春",
    )

    assert koga.client.get("/staff/account/").status_code == 200
    assert other.client.get("/staff/account/").status_code == 302


@pytest.mark.parametrize(("new", "why"), EASY)
def test_a_password_that_is_easy_to_guess_is_refused(koga: StaffActor, new: str, why: str) -> None:
    koga.sends("/staff/account/password/", present=koga.password, new=new, again=new)

    assert "パスワードを変えました" not in koga.sees()
    assert why in koga.sees()
    assert Actor().signs_in("koga", koga.password).status_code == 200


def test_a_device_that_was_left_signed_in_can_be_signed_out_from_elsewhere(koga: StaffActor) -> None:
    other = Actor()
    other.signs_in("koga", koga.password)
    left = models.StaffSession.objects.order_by("-pk").first()
    assert left is not None

    koga.sends(f"/staff/account/sessions/{left.pk}/end/")

    assert other.client.get("/staff/account/").status_code == 302
    assert koga.client.get("/staff/account/").status_code == 200


def test_nobody_can_end_the_session_of_somebody_else(koga: StaffActor, nakamura: StaffActor) -> None:
    hers = models.StaffSession.objects.get(staff__login="nakamura")

    koga.sends(f"/staff/account/sessions/{hers.pk}/end/")

    assert nakamura.client.get("/staff/account/").status_code == 200


def test_the_staff_of_the_demonstration_keep_their_passwords_over_a_restart(
    at: datetime, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path

    first = identity.make_demo_staff(at=at)
    second = identity.make_demo_staff(at=at)

    assert first == second
    assert {"koga", "nakamura"} <= {member.login for member in first}
    kept = tmp_path / "secrets" / "demo_staff.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert json.loads(kept.read_text())["koga"] == next(m.password for m in first if m.login == "koga")
    assert Actor().signs_in("koga", first[0].password).status_code == 200
