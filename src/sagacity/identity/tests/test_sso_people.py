"""Who comes in through the city's own sign-in: accounts, groups, links, and the second factor."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from sagacity.identity import models, staff
from sagacity.identity.single_sign_on import health
from sagacity.identity.single_sign_on.providers.demo import DemoProvider
from sagacity.identity.single_sign_on.providers.demo_people import Member
from sagacity.identity.single_sign_on.providers.demo_tokens import group_id
from sagacity.identity.testing import Actor, StaffActor
from sagacity.identity.tests.phones import set_up
from sagacity.identity.tests.sso import ACCOUNT, Browser, MakeTable, is_refused, written
from sagacity.kit import clock

pytestmark = pytest.mark.django_db


def test_a_stranger_gets_no_account(keycloak: DemoProvider, db: None) -> None:
    before = models.StaffAccount.objects.count()

    is_refused(Browser(), "stranger", 403, who="n1")

    assert models.StaffAccount.objects.count() == before


def test_a_stranger_gets_one_where_the_city_wants_it_and_the_table_gives_work(
    keycloak: DemoProvider, settings: Settings, write_table: MakeTable, db: None
) -> None:
    settings.STAFF_OIDC_MAKES_ACCOUNTS = True
    is_refused(Browser(), "stranger", 403, who="n1")
    write_table('[[role]]\ngroup = "city-notices"\nrole = "notice_writer"\n')
    settings.STAFF_OIDC_DIVISION = "department"
    browser = Browser()

    browser.signs_on(who="n1")

    page = browser.sees(ACCOUNT)
    assert "新人 一郎" in page
    assert "広報課" in page
    assert "お知らせ担当" in page
    assert "ここのパスワードはありません" in page
    row = models.StaffAccount.objects.get(login="newcomer")
    assert not row.has_usable_password()


def test_groups_give_the_roles_of_the_table_until_tomorrow_and_nothing_else(
    staff_with: Callable[..., StaffActor], keycloak: DemoProvider, write_table: MakeTable
) -> None:
    staff_with("koga", name="古賀 真理")
    write_table('[[role]]\ngroup = "city-data"\nrole = "data_clerk"\n')
    browser = Browser()

    browser.signs_on()

    today = clock.day(clock.now())
    (given,) = staff.member("urn:ngsi-ld:Staff:koga").grants
    assert (given.role, given.starts_on, given.ends_on) == ("data_clerk", today, today + timedelta(days=1))
    assert browser.client.get("/desk/data/").status_code == 200
    browser.signs_on()
    assert len(staff.member("urn:ngsi-ld:Staff:koga").grants) == 1
    assert written("staff.roles_by_group") == 1


def test_a_role_that_nobody_gives_alone_names_two_people_who_agreed(
    staff_with: Callable[..., StaffActor], keycloak: DemoProvider, write_table: MakeTable
) -> None:
    staff_with("koga")
    write_table(
        '[[role]]\ngroup = "city-data"\nrole = "administrator"\nagreed_by = ["管理 一郎", "中村 健"]\n'
    )

    Browser().signs_on()

    given = models.RoleGrant.objects.get(staff__login="koga")
    assert (given.role, given.given_by_name, given.approved_by_name) == (
        "administrator",
        "管理 一郎",
        "中村 健",
    )
    assert given.reason == "グループ city-data"


def test_a_role_goes_with_the_group_and_those_that_people_gave_stay(
    koga: StaffActor, keycloak: DemoProvider, write_table: MakeTable
) -> None:
    write_table('[[role]]\ngroup = "city-data"\nrole = "data_approver"\n')
    Browser().signs_on()
    assert {one.role for one in staff.member(koga.key).grants} == {"data_clerk", "data_approver"}
    keycloak.members = (Member("k1", "koga", "古賀 真理", groups=()),)

    Browser().signs_on()

    assert [one.role for one in staff.member(koga.key).grants] == ["data_clerk"]


def test_a_role_that_somebody_gave_is_not_given_twice(
    koga: StaffActor, keycloak: DemoProvider, write_table: MakeTable
) -> None:
    write_table('[[role]]\ngroup = "city-data"\nrole = "data_clerk"\n')

    Browser().signs_on()

    assert len(staff.member(koga.key).grants) == 1
    assert not models.GroupGrant.objects.exists()


def test_keycloaks_roles_lie_inside_another_claim(
    staff_with: Callable[..., StaffActor],
    keycloak: DemoProvider,
    write_table: MakeTable,
    settings: Settings,
) -> None:
    staff_with("koga")
    settings.STAFF_OIDC_GROUPS = "realm_access.roles"
    write_table('[[role]]\ngroup = "city-data"\nrole = "data_clerk"\n')

    Browser().signs_on()

    assert [one.role for one in staff.member("urn:ngsi-ld:Staff:koga").grants] == ["data_clerk"]


def test_entra_ids_groups_are_numbers_and_its_divisions_have_names_here(
    staff_with: Callable[..., StaffActor], entra: DemoProvider, write_table: MakeTable, settings: Settings
) -> None:
    staff_with("koga")
    settings.STAFF_OIDC_DIVISION = "department"
    write_table(
        f'[[role]]\ngroup = "{group_id("city-data")}"\nrole = "data_clerk"\n'
        '[[division]]\nvalue = "情報政策課"\nname = "DX推進課"\n'
    )

    Browser().signs_on()

    member = staff.member("urn:ngsi-ld:Staff:koga")
    assert [one.role for one in member.grants] == ["data_clerk"]
    assert member.division == "DX推進課"


def test_the_link_stays_when_the_name_changes_there(koga: StaffActor, keycloak: DemoProvider) -> None:
    Browser().signs_on()
    keycloak.members = (Member("k1", "koga-mari", "古賀 真理"),)
    browser = Browser()

    browser.signs_on()

    assert "koga" in browser.sees(ACCOUNT)
    assert models.StaffLink.objects.count() == 1


def test_a_name_that_was_given_to_a_second_person_does_not_open_the_first_ones_account(
    koga: StaffActor, keycloak: DemoProvider
) -> None:
    Browser().signs_on()
    keycloak.members = (Member("k2", "koga", "古賀 次郎"),)

    is_refused(Browser(), "linked_to_another", 409, who="k2")

    call_command("unlink_single_sign_on", "koga", "退職した人の名前")
    browser = Browser()
    browser.signs_on(who="k2")
    assert browser.is_in()


@pytest.mark.parametrize(("login", "reason"), [("koga", " "), ("koga", "なぜ"), ("誰か", "なぜ")])
def test_a_link_is_taken_away_only_where_there_is_one_and_a_reason(
    koga: StaffActor, login: str, reason: str
) -> None:
    with pytest.raises(CommandError):
        call_command("unlink_single_sign_on", login, reason)


def test_a_name_of_another_domain_is_nobodys(
    koga: StaffActor, entra: DemoProvider, settings: Settings
) -> None:
    settings.STAFF_OIDC_DOMAIN = "other.example"

    is_refused(Browser(), "no_login", 403)


def test_who_is_closed_is_told_so_and_nothing_opens(koga: StaffActor, keycloak: DemoProvider) -> None:
    models.StaffAccount.objects.filter(login="koga").update(is_active=False)
    browser = Browser()

    answer = browser.signs_on()

    assert answer.status_code == 403
    assert "アカウントが停止されている" in browser.sees()
    assert not browser.is_in()


def test_who_has_no_role_comes_in_and_reads_what_to_do(
    staff_with: Callable[..., StaffActor], keycloak: DemoProvider
) -> None:
    staff_with("koga")
    browser = Browser()

    browser.signs_on()

    assert "役割がありません" in browser.sees(ACCOUNT)
    assert browser.client.get("/desk/data/").status_code == 403


def test_two_steps_at_the_provider_are_believed_when_the_token_says_so(
    koga: StaffActor, keycloak: DemoProvider, settings: Settings
) -> None:
    settings.STAFF_SECOND_FACTOR = "needed"
    browser = Browser()
    browser.signs_on()
    assert browser.is_in()

    keycloak.members = (Member("k1", "koga", "古賀 真理", two_steps=False),)
    phone, _ = set_up("koga")
    other = Browser()
    other.signs_on(next="/desk/data/")
    assert "庁内のアカウントは確かめました" in other.sees()
    assert not other.is_in()
    other.sends("/staff/sign-in/code/", code=phone.shows(), next="/desk/data/")
    assert other.is_in()


def test_a_name_made_in_the_directory_does_not_take_over_an_account_with_a_second_factor(
    koga: StaffActor, keycloak: DemoProvider
) -> None:
    phone, _ = set_up("koga")
    thief, hers = Browser(), Browser()
    thief.signs_on()
    assert "確認コード" in thief.sees()
    assert not thief.is_in()
    assert not models.StaffLink.objects.exists(), "nobody else's number is kept as hers"

    hers.signs_on()
    hers.sends("/staff/sign-in/code/", code=phone.shows())
    assert hers.is_in()
    assert models.StaffLink.objects.count() == 1

    again = Browser()
    again.signs_on()
    assert again.is_in(), "she is known now, and the provider saw two steps"


def test_a_password_and_code_link_nobody_who_waits_elsewhere(
    koga: StaffActor, keycloak: DemoProvider
) -> None:
    phone, _ = set_up("koga")
    Browser().signs_on()
    hers = Actor()
    hers.signs_in("koga", koga.password)
    hers.sends("/staff/sign-in/code/", code=phone.shows())

    assert not models.StaffLink.objects.exists()


def test_a_table_that_breaks_while_the_house_runs_lets_nobody_in_and_is_seen(
    koga: StaffActor, keycloak: DemoProvider, write_table: MakeTable
) -> None:
    write_table("[[role\n")

    is_refused(Browser(), "table_broken", 403)
    assert not health.single_sign_on().ok


@pytest.mark.parametrize(("who_asks", "comes_in"), [("provider", True), ("here", False), ("amr", False)])
def test_the_city_says_who_asks_for_two_steps(
    koga: StaffActor, entra: DemoProvider, settings: Settings, who_asks: str, comes_in: bool
) -> None:
    settings.STAFF_SECOND_FACTOR, settings.STAFF_OIDC_SECOND_FACTOR = "needed", who_asks
    browser = Browser()

    browser.signs_on()

    assert browser.is_in() is comes_in
