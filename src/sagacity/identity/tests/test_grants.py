"""Roles and columns of records: for a time, with a reason, by two people where residents are concerned."""

import csv
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
import time_machine

from sagacity.identity import expiring, grants, models, roles, staff
from sagacity.identity.staff_cards import cards
from sagacity.identity.testing import StaffActor
from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.proposals import api as proposals

pytestmark = pytest.mark.django_db
TODAY = date(2026, 9, 15)
WHY = "市民課に異動したため"


@pytest.fixture(autouse=True)
def morning(at: datetime) -> object:
    with time_machine.travel(at, tick=False) as traveller:
        yield traveller


@pytest.fixture
def fukuda(staff_with: Callable[..., StaffActor]) -> StaffActor:
    """Somebody new at the counter, without a role so far."""
    return staff_with("fukuda", name="福田 明")


def gift(whom: StaffActor, role: str = "card_clerk", *columns: str, **more: object) -> grants.Gift:
    plain = grants.Gift(whom.key, role, columns, TODAY, None, WHY)
    return replace(plain, **more)  # type: ignore[arg-type]


def decides(who: StaffActor, answer: str = "approve", **more: str) -> None:
    """Open the task on the home of staff and answer it."""
    (waiting,) = proposals.waiting_for(who.person, at=clock.now())
    who.sends(f"/staff/proposals/{waiting.key}/", answer=answer, **more)


def test_a_role_for_records_is_proposed_by_one_and_given_by_another(
    admin: StaffActor, soumu: StaffActor, fukuda: StaffActor
) -> None:
    admin.sends(
        "/staff/people/fukuda/",
        role="card_clerk",
        columns=[roles.REGISTER_FACTS],
        starts_on="2026-09-15",
        ends_on="2026-12-31",
        reason=WHY,
    )
    assert "提案しました" in admin.sees()
    assert fukuda.person.permissions == frozenset()
    assert fukuda.opens("/staff/cards/").status_code == 403

    home = soumu.sees("/staff/")
    assert "もう一人の承認を待つ提案" in home
    assert "もう一人の承認を待つ提案" not in admin.sees("/staff/")
    decides(soumu)

    assert "承認し、実行しました" in soumu.sees()
    assert fukuda.person.permissions == {roles.CARD_LOOK, roles.CARD_ISSUE, roles.REGISTER_FACTS}
    assert fukuda.opens("/staff/cards/").status_code == 200
    held = staff.member(fukuda.key)
    assert [(each.ends_on, each.reason) for each in held.columns] == [(date(2026, 12, 31), WHY)]
    assert (held.grants[0].given_by_name, held.grants[0].approved_by_name) == ("管理 一郎", "江頭 真")
    done = [(line.action, line.actor_name) for line in audit.about(thing=fukuda.key)]
    assert done[:3] == [
        ("staff.grant", "管理 一郎"),
        ("proposal.approved", "江頭 真"),
        ("proposal.made", "管理 一郎"),
    ]


def test_whoever_proposed_finds_no_button_and_a_post_changes_nothing(
    admin: StaffActor, fukuda: StaffActor
) -> None:
    admin.sends("/staff/people/fukuda/", role="administrator", starts_on="2026-09-15", reason=WHY)
    (mine,) = proposals.made_by(admin.person)

    assert "承認して、実行する" not in admin.sees(f"/staff/proposals/{mine.key}/")
    admin.sends(f"/staff/proposals/{mine.key}/", answer="approve")

    assert "提案した人と、提案の対象の人は決められません" in admin.sees()
    assert fukuda.person.permissions == frozenset()


def test_nobody_approves_a_role_for_themselves(
    admin: StaffActor, staff_with: Callable[..., StaffActor]
) -> None:
    other = staff_with("second", "administrator", name="管理 二郎")
    admin.sends("/staff/people/second/", role="support_officer", starts_on="2026-09-15", reason=WHY)
    (mine,) = proposals.made_by(admin.person)

    other.sends(f"/staff/proposals/{mine.key}/", answer="approve")

    assert not other.person.may(roles.REGISTER_SUPPORT)
    assert "support_officer" not in staff.member(other.key).roles_on(TODAY)


def test_a_refusal_says_why_and_the_proposer_reads_it(
    admin: StaffActor, soumu: StaffActor, fukuda: StaffActor
) -> None:
    admin.sends("/staff/people/fukuda/", role="card_clerk", starts_on="2026-09-15", reason=WHY)
    decides(soumu, "refuse", why="まだ異動していない")

    (mine,) = proposals.made_by(admin.person)
    assert "まだ異動していない" in admin.sees(f"/staff/proposals/{mine.key}/")
    assert fukuda.person.permissions == frozenset()


def test_a_clerk_sees_no_proposal_of_others(admin: StaffActor, koga: StaffActor, fukuda: StaffActor) -> None:
    admin.sends("/staff/people/fukuda/", role="card_clerk", starts_on="2026-09-15", reason=WHY)
    (mine,) = proposals.made_by(admin.person)

    assert "福田" not in koga.sees("/staff/proposals/")
    assert koga.opens(f"/staff/proposals/{mine.key}/").status_code == 403


@pytest.mark.parametrize("role", [role.key for role in roles.ROLES if role.needs_two])
def test_the_verb_itself_gives_no_dangerous_role_to_one_person(
    role: str, admin: StaffActor, fukuda: StaffActor, at: datetime
) -> None:
    for approver in (None, admin.person):
        with pytest.raises(proposals.NeedsSecondPerson):
            grants.give(gift(fukuda, role), by=admin.person, at=at, approved_by=approver)

    assert fukuda.person.permissions == frozenset()


def test_every_role_that_reads_people_needs_two_and_the_rest_does_not() -> None:
    alone = {role.key for role in roles.ROLES if not role.needs_two}

    assert alone == {
        "data_clerk",
        "data_approver",
        "garbage_clerk",
        "garbage_approver",
        "notice_writer",
        "notice_approver",
        "product_clerk",
        "cashier",
        "schedule_viewer",
        "queue_clerk",
        "queue_planner",
        "conversation_clerk",
        "reform_officer",
        "procedure_writer",
        "procedure_approver",
        "survey_clerk",
    }


def test_a_role_alone_opens_no_column_and_a_column_alone_neither(fukuda: StaffActor, at: datetime) -> None:
    grants.give(gift(fukuda, "resident_clerk"), by=policy.SYSTEM, at=at)
    assert not any(fukuda.person.may(group) for group in roles.COLUMNS)
    assert fukuda.person.may(roles.REGISTER_IMPORT)

    grants.give(gift(fukuda, "", roles.REGISTER_HOUSEHOLD), by=policy.SYSTEM, at=at)
    assert {group for group in roles.COLUMNS if fukuda.person.may(group)} == {roles.REGISTER_HOUSEHOLD}

    (held,) = staff.member(fukuda.key).grants
    admin_ = models.RoleGrant.objects.create(
        staff=staff.row_of(fukuda.key), role="administrator", starts_on=TODAY
    )
    grants.take_role(staff_key=fukuda.key, grant=held.key, by=policy.SYSTEM, at=at)
    assert admin_.pk
    assert not fukuda.person.may(roles.REGISTER_HOUSEHOLD)


def test_columns_that_no_role_of_theirs_uses_are_not_given(
    admin: StaffActor, koga: StaffActor, at: datetime
) -> None:
    with pytest.raises(grants.NotOfTheirWork):
        grants.give(gift(koga, "", roles.REGISTER_SUPPORT), by=policy.SYSTEM, at=at)

    admin.sends("/staff/people/koga/", columns=[roles.REGISTER_SUPPORT], starts_on="2026-09-15", reason=WHY)

    assert "この人の役割は、この列を使いません" in admin.sees()
    assert proposals.made_by(admin.person) == []


@pytest.mark.parametrize(
    ("day", "latest"),
    [
        (date(2026, 9, 15), date(2027, 3, 31)),
        (date(2026, 12, 31), date(2027, 3, 31)),
        (date(2027, 1, 5), date(2028, 3, 31)),
        (date(2027, 3, 31), date(2028, 3, 31)),
        (date(2027, 4, 1), date(2028, 3, 31)),
    ],
)
def test_columns_end_with_the_fiscal_year_and_from_january_with_the_next(day: date, latest: date) -> None:
    assert grants.latest_end(day) == latest


def test_columns_close_on_the_day_after_their_last(
    fukuda: StaffActor, at: datetime, morning: time_machine.Traveller
) -> None:
    grants.give(
        gift(fukuda, "card_clerk", roles.REGISTER_FACTS, ends_on=TODAY + timedelta(days=1)),
        by=policy.SYSTEM,
        at=at,
    )
    morning.shift(timedelta(days=1))
    assert fukuda.person.may(roles.REGISTER_FACTS)

    morning.shift(timedelta(days=1))

    assert fukuda.person.permissions == frozenset()


def test_what_ends_soon_is_a_task_of_the_administrator(
    admin: StaffActor, koga: StaffActor, fukuda: StaffActor, at: datetime
) -> None:
    for days, role in ((10, "notice_writer"), (45, "product_clerk"), (80, "data_clerk")):
        grants.give(gift(fukuda, role, ends_on=TODAY + timedelta(days=days)), by=policy.SYSTEM, at=at)

    found = [len(expiring.ending(within=days, day=TODAY)) for days in expiring.SPANS]

    assert found == [1, 2, 3]
    assert [card.count for card in cards(admin.person, at)] == [1]
    assert cards(koga.person, at) == []
    assert "特産品担当" in admin.sees("/staff/grants/expiring/", days="60")
    assert "特産品担当" not in admin.sees("/staff/grants/expiring/", days="30")


def test_many_are_extended_to_the_end_of_the_year_by_one_proposal(
    admin: StaffActor, soumu: StaffActor, fukuda: StaffActor, koga: StaffActor, at: datetime
) -> None:
    last = TODAY + timedelta(days=20)
    grants.give(gift(fukuda, "card_clerk", roles.REGISTER_FACTS, ends_on=last), by=policy.SYSTEM, at=at)
    grants.give(gift(koga, "notice_writer", ends_on=last), by=policy.SYSTEM, at=at)
    assert [card.count for card in cards(admin.person, at)] == [3]
    page = admin.opens("/staff/grants/expiring/").content.decode()
    chosen = re.findall(r'name="chosen" value="([a-z]+-\d+)"', page)
    assert len(chosen) == 3

    assert "3件を" in _text(admin, chosen)
    assert proposals.made_by(admin.person) == []
    admin.sends("/staff/grants/expiring/", chosen=chosen, reason="来年3月まで続けるため")
    decides(soumu)

    assert cards(admin.person, at) == []
    with time_machine.travel(at + timedelta(days=100), tick=False):
        assert fukuda.person.may(roles.REGISTER_FACTS)
        assert koga.person.may(roles.NOTICE_WRITE)
    after = staff.member(fukuda.key).columns[-1]
    assert (after.starts_on, after.ends_on) == (last + timedelta(days=1), date(2027, 3, 31))
    assert (after.reason, after.given_by_name, after.approved_by_name) == (
        "来年3月まで続けるため",
        "管理 一郎",
        "江頭 真",
    )


def test_columns_are_not_extended_beyond_the_role_that_needs_them(fukuda: StaffActor, at: datetime) -> None:
    last = TODAY + timedelta(days=20)
    grants.give(gift(fukuda, "card_clerk", roles.REGISTER_FACTS, ends_on=last), by=policy.SYSTEM, at=at)
    columns = [each.choice for each in expiring.ending(within=30, day=TODAY) if each.is_columns]

    (alone,) = expiring.preview(chosen=columns, day=TODAY)

    assert alone.why_not == "work ends"
    assert expiring.extend(chosen=columns, reason=WHY, by=policy.SYSTEM, at=at, day=TODAY) == 0


def test_all_grants_are_a_table_that_excel_opens_and_the_log_knows_who_took_it(
    admin: StaffActor, koga: StaffActor, fukuda: StaffActor, at: datetime
) -> None:
    grants.give(gift(fukuda, "card_clerk", roles.REGISTER_FACTS, reason="=1+1"), by=policy.SYSTEM, at=at)

    answer = admin.opens("/staff/grants/all.csv")

    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(answer.content.decode("utf-8-sig").splitlines()))
    hers = [
        (row["種類"], row["終了日"], row["今日有効"], row["理由"])
        for row in rows
        if row["職員ID"] == "fukuda"
    ]
    assert hers == [("役割", "", "○", "'=1+1"), ("列", "2027-03-31", "○", "'=1+1")]
    assert audit.latest(actor=admin.key)[0].action == "staff.grants_file"
    assert koga.opens("/staff/grants/all.csv").status_code == 403


def test_somebody_new_has_the_harmless_roles_at_once_and_the_others_after_two(
    admin: StaffActor, soumu: StaffActor
) -> None:
    admin.sends(
        "/staff/people/add/",
        login="yamada",
        name="山田 学",
        held=["notice_writer", "resident_clerk"],
        reason="4月の採用",
    )
    assert "1つの役割は、もう一人の承認を待っています" in admin.sees()
    key = "urn:ngsi-ld:Staff:yamada"
    assert staff.member(key).roles_on(TODAY) == {"notice_writer"}

    decides(soumu)

    assert staff.member(key).roles_on(TODAY) == {"notice_writer", "resident_clerk"}
    assert {each.group for each in staff.member(key).columns} == {
        roles.REGISTER_FACTS,
        roles.REGISTER_HOUSEHOLD,
    }


def test_an_administrator_ends_one_session_of_a_colleague_and_all_by_two(
    admin: StaffActor, soumu: StaffActor, koga: StaffActor
) -> None:
    one = models.StaffSession.objects.get(staff__login="koga")
    assert "サインイン中の端末" in admin.sees("/staff/people/koga/")
    admin.sends(f"/staff/people/koga/sessions/{one.pk}/end/")
    assert koga.client.get("/staff/account/").status_code == 302
    assert audit.about(thing=koga.key)[0].action == "staff.end_session"

    koga.signs_in("koga", koga.password)
    admin.sends("/staff/people/koga/sessions/end/", **{"all-reason": "端末の紛失"})
    assert koga.client.get("/staff/account/").status_code == 200
    decides(soumu)

    assert koga.client.get("/staff/account/").status_code == 302
    assert audit.about(thing=koga.key)[0].action == "staff.end_sessions"


def test_a_clerk_ends_nobodys_sessions(koga: StaffActor, matsuo: StaffActor) -> None:
    hers = models.StaffSession.objects.get(staff__login="matsuo")

    assert koga.sends(f"/staff/people/matsuo/sessions/{hers.pk}/end/").status_code == 403
    assert matsuo.client.get("/staff/account/").status_code == 200


def _text(admin: StaffActor, chosen: list[str]) -> str:
    admin.sends("/staff/grants/expiring/", chosen=chosen)
    return admin.sees()


def test_a_role_that_a_group_of_the_directory_gives_is_no_task_and_its_columns_go_on(
    fukuda: StaffActor, at: datetime
) -> None:
    row = staff.row_of(fukuda.key)
    tomorrow = TODAY + timedelta(days=1)
    by_group = row.grants.create(role="card_clerk", starts_on=TODAY, ends_on=tomorrow)
    models.GroupGrant.objects.create(grant=by_group)
    next_week = TODAY + timedelta(days=7)
    columns = gift(fukuda, "", roles.REGISTER_FACTS, starts_on=next_week, ends_on=next_week)
    grants.give(columns, by=policy.SYSTEM, at=at)

    (only,) = expiring.ending(within=30, day=TODAY)

    assert only.group == roles.REGISTER_FACTS
    assert [each.why_not for each in expiring.preview(chosen=[only.choice], day=TODAY)] == [""]
