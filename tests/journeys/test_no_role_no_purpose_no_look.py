"""A clerk without a role, with one that is over, or without a purpose sees nothing; each attempt is kept."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection

from sagacity.identity.cards.testing import Phone, proven_resident
from sagacity.identity.register import api as register
from sagacity.identity.register.testing import HANAKO, enrolled
from sagacity.identity.testing import Actor, StaffActor
from sagacity.kit import clock
from sagacity.kit.audit import api as audit
from sagacity.kit.audit import models
from sagacity.kit.testing import audit_log

pytestmark = pytest.mark.django_db
COUNTER = "/staff/cards/"
ASKED = {"name": "見本花子", "birth_date": "1985-04-01"}
PURPOSE = "紙の市民証を渡すため"
FOUR = frozenset({register.ColumnGroup.FOUR_FACTS})


@pytest.fixture(autouse=True)
def morning(at: datetime, monkeypatch: pytest.MonkeyPatch) -> Iterator[time_machine.Traveller]:
    monkeypatch.setenv("SAGACITY_CITY", "example")
    with time_machine.travel(at, tick=False) as traveller:
        yield traveller


@pytest.fixture
def resident() -> Actor:
    """Hanako at her phone, who has proven who she is."""
    return Actor()


@pytest.fixture
def hanako_lives_here(db: None, resident: Actor, at: datetime) -> str:
    key = enrolled(at=at).key
    Phone().takes_a_card(proven_resident(inhabitant=key, at=at, actor=resident), at=at)
    return key


def tries_every_way(clerk: StaffActor, key: str) -> None:
    """The counter's page, its form, the person's own address, and the verb itself."""
    for answer in (
        clerk.opens(COUNTER),
        clerk.sends(COUNTER, **ASKED, purpose=PURPOSE),
        clerk.opens(f"{COUNTER}{key}/"),
        clerk.sends(f"{COUNTER}{key}/paper/"),
    ):
        assert answer.status_code == 403
        assert "見本" not in answer.content.decode().replace("見本市", "")
    with pytest.raises(register.NotAllowed):
        register.facts(
            key=key, by=clerk.person, purpose=PURPOSE, groups=FOUR, channel="counter", at=clock.now()
        )


def attempts_of(clerk: StaffActor) -> set[tuple[str, str]]:
    lines = audit.latest(actor=clerk.key, limit=50)
    return {(line.action, line.thing) for line in lines if line.action.endswith(".refused")}


def all_attempts(key: str) -> set[tuple[str, str]]:
    doors = {("door.refused", path) for path in (COUNTER, f"{COUNTER}{key}/", f"{COUNTER}{key}/paper/")}
    return doors | {("register.refused", key)}


def test_no_role_no_purpose_no_look_and_an_altered_line_is_found(
    staff_with: Callable[..., StaffActor],
    resident: Actor,
    hanako_lives_here: str,
    morning: time_machine.Traveller,
) -> None:
    key = hanako_lives_here

    # Somebody who works here, but not with residents' records.
    without = staff_with("nobody", name="役割 なし")
    tries_every_way(without, key)
    assert attempts_of(without) == all_attempts(key)

    # Somebody whose role ended yesterday; it was good until then.
    left = _until_yesterday(staff_with("moved", "card_clerk", name="異動 した"), morning)
    tries_every_way(left, key)
    assert attempts_of(left) == all_attempts(key)

    # Somebody with the role, who does not say what for.
    clerk = staff_with("tanaka", "card_clerk", name="田中 恵")
    for purpose in ("", "   ", "調査"):
        answer = clerk.sends(COUNTER, **ASKED, purpose=purpose)
        assert answer.status_code == 422
        assert key not in answer.content.decode()
    assert "見本 花子" not in clerk.sees(f"{COUNTER}{key}/")  # leads back to the question for what
    assert clerk.sends(f"{COUNTER}{key}/paper/").status_code == 404
    with pytest.raises(register.NoPurpose):
        register.facts(key=key, by=clerk.person, purpose="", groups=FOUR, channel="counter", at=clock.now())
    nobody = "urn:ngsi-ld:Inhabitant:nobody"
    assert attempts_of(clerk) == {
        ("purpose.refused", nobody),
        ("purpose.refused", key),
        ("register.refused", key),
    }

    # Nobody has looked so far, and that is what she reads.
    assert "まだ" in resident.sees("/apps/looks/")
    assert PURPOSE not in resident.sees()

    # With role and purpose it opens, and she reads for what.
    assert clerk.sends(COUNTER, **ASKED, purpose=PURPOSE).status_code == 200
    assert HANAKO.name.replace("　", " ") in clerk.sees().replace("　", " ")
    assert PURPOSE in resident.sees("/apps/looks/")
    assert "田中" not in resident.sees()

    # Somebody with the keys of the database makes an attempt look like somebody else's: it is found.
    assert audit.verify() == []
    line = models.Line.objects.filter(actor=left.key, action="door.refused").latest("id")
    with connection.cursor() as cursor:
        audit_log.without_guard(cursor, models.Line._meta.db_table)
        cursor.execute(f"UPDATE {models.Line._meta.db_table} SET actor = 'x' WHERE id = %s", [line.pk])
    (broken,) = audit.verify()
    assert (broken.line, "was changed" in broken.why) == (line.pk, True)


def _until_yesterday(clerk: StaffActor, morning: time_machine.Traveller) -> StaffActor:
    """Their role was good today; tomorrow it is over, and they sign in again."""
    from sagacity.identity import models as identity_models

    identity_models.RoleGrant.objects.filter(staff__login=clerk.login).update(ends_on=clock.day(clock.now()))
    assert clerk.opens(COUNTER).status_code == 200
    morning.shift(timedelta(days=1))
    clerk.signs_in(clerk.login, clerk.password)
    return clerk
