import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from sagacity.identity import api as identity
from sagacity.identity import jobs, models
from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.kit.testing.plugin import Deliver

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
CLERK = policy.Person("urn:ngsi-ld:Staff:clerk", "石井 隆", "staff")
SCOPE = identity.Scope(("urn:ngsi-ld:Town:a",), ("neighbourhood",))


def invited(*, ends_on: date = date(2027, 3, 31), client_key: str = "") -> tuple[identity.Invitation, str]:
    return identity.invite(
        client_key=client_key or uuid.uuid4().hex,
        role=identity.NEIGHBOURHOOD_EDITOR,
        name="川上 花子",
        scope=SCOPE,
        ends_on=ends_on,
        by=CLERK,
        at=NOW,
    )


def somebody() -> HttpRequest:
    """A browser of its own."""
    return RequestFactory().get("/")


def test_whoever_opens_the_link_holds_the_role_with_its_scope_until_its_end() -> None:
    _offer, code = invited()
    phone = somebody()

    role = identity.accept_invitation(phone, code=code, at=NOW)

    me = identity.device_of(phone).key
    assert identity.roles_of(person=me, at=NOW) == (role,)
    assert (role.name, role.scope, role.is_trusted) == ("川上 花子", SCOPE, False)
    assert identity.roles_of(person=me, at=datetime(2027, 3, 31, 14, 59, tzinfo=UTC)) == (role,)
    assert identity.roles_of(person=me, at=datetime(2027, 3, 31, 15, 0, tzinfo=UTC)) == ()
    assert identity.everything_kept(phone)["roles"] == [
        {"role": "neighbourhood_editor", "name": "川上 花子", "from": "2026-11-24", "until": "2027-03-31"}
    ]


def test_a_code_works_once_but_the_same_phone_may_press_twice() -> None:
    _offer, code = invited()
    phone = somebody()
    first = identity.accept_invitation(phone, code=code, at=NOW)

    assert identity.accept_invitation(phone, code=code.lower().replace("-", " "), at=NOW) == first
    with pytest.raises(identity.InvitationOver):
        identity.accept_invitation(somebody(), code=code, at=NOW)
    assert models.ResidentRole.objects.count() == 1
    assert models.Device.objects.count() == 1


def test_an_old_or_withdrawn_or_unknown_code_gives_nothing() -> None:
    _offer, old = invited()
    offer, withdrawn = invited()
    identity.withdraw_invitation(invitation=offer.key, by=CLERK, at=NOW)

    with pytest.raises(identity.InvitationOver):
        identity.accept_invitation(somebody(), code=old, at=NOW + timedelta(days=7))
    with pytest.raises(identity.InvitationOver):
        identity.accept_invitation(somebody(), code=withdrawn, at=NOW)
    with pytest.raises(identity.NoSuchInvitation):
        identity.accept_invitation(somebody(), code="", at=NOW)
    assert not models.ResidentRole.objects.exists()


def test_a_form_sent_twice_is_one_offer_with_one_code() -> None:
    first, second = invited(client_key="form"), invited(client_key="form")

    assert first == second
    assert invited(client_key="another")[1] != first[1]
    assert models.Invitation.objects.count() == 2


def test_the_code_is_not_kept() -> None:
    _offer, code = invited()

    row = models.Invitation.objects.get()
    assert code not in str(vars(row))
    assert code.replace("-", "") not in str(vars(row))


@pytest.mark.parametrize("ends_on", [date(2026, 11, 23), date(2028, 1, 1)])
def test_a_role_ends_within_a_year(ends_on: date) -> None:
    with pytest.raises(identity.BadEnd):
        invited(ends_on=ends_on)


def test_a_role_is_renewed_trusted_and_ended_and_every_step_is_written_down() -> None:
    _offer, code = invited()
    role = identity.accept_invitation(somebody(), code=code, at=NOW)

    identity.renew_role(key=role.key, ends_on=date(2027, 9, 30), by=CLERK, at=NOW)
    trusted = identity.trust_role(key=role.key, trusted=True, by=CLERK, at=NOW)
    ended = identity.end_role(key=role.key, why="引っこし", by=CLERK, at=NOW)

    assert (trusted.is_trusted, trusted.ends_on, ended.ended_why) == (True, date(2027, 9, 30), "引っこし")
    assert identity.roles_of(person=role.person, at=NOW) == ()
    with pytest.raises(identity.RoleOver):
        identity.renew_role(key=role.key, ends_on=date(2027, 9, 30), by=CLERK, at=NOW)
    actions = [line.action for line in audit.about(thing=role.key)]
    assert actions == ["role.end", "role.trust", "role.renew", "role.accept"]


def test_a_forgotten_device_holds_nothing_any_more(deliver: Deliver) -> None:
    _offer, code = invited()
    phone = somebody()
    role = identity.accept_invitation(phone, code=code, at=NOW)

    identity.forget_everything(phone, at=NOW)
    deliver()

    assert identity.resident_role(role.key).ended_why == "device"


def test_the_night_ends_what_is_over_and_says_so(deliver: Deliver) -> None:
    _offer, code = invited()
    role = identity.accept_invitation(somebody(), code=code, at=NOW)

    jobs.forget_what_is_over(datetime(2027, 3, 30, 18, 40, tzinfo=UTC))
    assert identity.resident_role(role.key).ended_at is None
    jobs.forget_what_is_over(datetime(2027, 3, 31, 18, 40, tzinfo=UTC))

    assert identity.resident_role(role.key).ended_why == "period"
    assert [one.key for one in identity.holders(role=identity.NEIGHBOURHOOD_EDITOR)] == [role.key]
