"""Who is not found beyond doubt: the city checks, and the resident knows."""

import pytest

from sagacity.identity.accounts import api as accounts
from sagacity.identity.testing import StaffActor
from sagacity.identity.verification import models, questions
from sagacity.identity.verification.providers.demo import DemoApp
from sagacity.identity.verification.testing.card_app import Verifier
from sagacity.kit.audit import api as audit
from sagacity.kit.ui import api as ui

pytestmark = pytest.mark.django_db(transaction=True)
PURPOSE = "本人確認の照合のため"


@pytest.mark.parametrize(
    ("card", "kind"), [("moved", "一部が違う"), ("renamed", "一部が違う"), ("stranger", "見つからない")]
)
def test_the_resident_sees_that_the_city_checks_and_the_clerk_sees_why(
    card: str,
    kind: str,
    app: DemoApp,
    hanako_signed_in: Verifier,
    inhabitant: str,
    tokunaga: StaffActor,
) -> None:
    hanako_signed_in.verifies(card=card)

    assert "市が確かめています" in hanako_signed_in.actor.sees()
    assert "市が確かめています" in hanako_signed_in.actor.sees("/me/verify/")
    assert kind in tokunaga.sees("/staff/verification/")
    assert "見本" not in tokunaga.sees("/staff/verification/")
    assert accounts.resident_of_inhabitant(inhabitant) is None


def test_nothing_opens_without_a_purpose_and_each_look_is_in_the_log(
    app: DemoApp, hanako_signed_in: Verifier, inhabitant: str, tokunaga: StaffActor
) -> None:
    hanako_signed_in.verifies(card="moved")
    (waits,) = questions.waiting()
    place = f"/staff/verification/{waits.key}/"

    assert "見本" not in tokunaga.sees(place)
    tokunaga.sends(place, purpose="調査")
    assert "見本" not in tokunaga.sees()
    tokunaga.sends(place, purpose=PURPOSE)

    assert "見本　花子" in tokunaga.sees().replace(" ", "　")
    lines = audit.about(thing=inhabitant)
    assert [(line.action, line.actor, line.purpose) for line in lines[:1]] == [
        ("register.read", tokunaga.key, PURPOSE)
    ]


def test_a_clerk_decides_and_next_time_the_card_alone_is_enough(
    app: DemoApp, hanako_signed_in: Verifier, inhabitant: str, tokunaga: StaffActor
) -> None:
    hanako_signed_in.verifies(card="moved")
    (waits,) = questions.waiting()

    tokunaga.sends(
        f"/staff/verification/{waits.key}/decide/", inhabitant=inhabitant, reason="転居届を確認したため"
    )

    assert "本人と決めました" in tokunaga.sees()
    assert "市の職員が、あなた本人であることを確かめました" in hanako_signed_in.actor.sees(
        "/me/verify/waiting/"
    )
    assert models.Question.objects.get().sealed in {b"", memoryview(b"")}
    assert hanako_signed_in.verifies(card="moved").status_code == 200
    assert "あなた本人であることを確かめました" in hanako_signed_in.actor.sees()


def test_who_cannot_be_found_is_asked_to_the_counter_and_may_try_again(
    app: DemoApp, hanako_signed_in: Verifier, inhabitant: str, tokunaga: StaffActor
) -> None:
    hanako_signed_in.verifies(card="stranger")
    (waits,) = questions.waiting()

    tokunaga.sends(f"/staff/verification/{waits.key}/decide/", inhabitant="nobody", reason="記録にないため")

    assert "窓口に来てください" in hanako_signed_in.actor.sees("/me/verify/waiting/")
    assert hanako_signed_in.verifies().status_code == 200


@pytest.mark.parametrize(
    ("chosen", "reason"),
    [("urn:ngsi-ld:Inhabitant:somebody", PURPOSE), ("", PURPOSE), ("this", ""), ("nobody", "")],
)
def test_a_decision_needs_a_candidate_and_a_reason(
    chosen: str, reason: str, app: DemoApp, hanako_signed_in: Verifier, inhabitant: str, tokunaga: StaffActor
) -> None:
    hanako_signed_in.verifies(card="moved")
    (waits,) = questions.waiting()

    tokunaga.sends(
        f"/staff/verification/{waits.key}/decide/",
        inhabitant=inhabitant if chosen == "this" else chosen,
        reason=reason,
    )

    assert questions.waiting() == [waits]
    assert accounts.resident_of_inhabitant(inhabitant) is None


def test_no_other_staff_sees_who_waits(
    app: DemoApp, hanako_signed_in: Verifier, inhabitant: str, koga: StaffActor
) -> None:
    hanako_signed_in.verifies(card="moved")
    (waits,) = questions.waiting()

    assert koga.opens("/staff/verification/").status_code == 403
    assert koga.sends(f"/staff/verification/{waits.key}/", purpose=PURPOSE).status_code == 403


def test_waiting_facts_are_sealed_in_the_database(
    app: DemoApp, hanako_signed_in: Verifier, inhabitant: str
) -> None:
    hanako_signed_in.verifies(card="moved")

    sealed = bytes(models.Question.objects.get().sealed)
    assert "見本".encode() not in sealed
    assert b"1985" not in sealed


def test_who_is_found_after_all_waits_no_longer(
    app: DemoApp, hanako_signed_in: Verifier, inhabitant: str
) -> None:
    hanako_signed_in.verifies(card="moved")
    hanako_signed_in.verifies()

    assert questions.waiting() == []


def test_every_text_has_its_translations() -> None:
    staff = ("views/staff.py", "templates/verification/staff/*.html")
    assert ui.missing_strings(package="sagacity.identity.verification", staff_files=staff) == []
