from datetime import datetime

import pytest
from django.http import HttpRequest

from sagacity.identity.accounts import api, models, raising, sessions, testing
from sagacity.identity.testing import Actor
from sagacity.kit import clock
from sagacity.kit.audit import api as audit

pytestmark = pytest.mark.django_db
TARO = "urn:ngsi-ld:Inhabitant:taro"


def _request_of(actor: Actor) -> HttpRequest:
    request = HttpRequest()
    request.COOKIES[sessions.COOKIE] = actor.client.cookies[sessions.COOKIE].value
    return request


def _rise(actor: Actor, key: str, inhabitant: str = TARO, level: int = 3) -> HttpRequest:
    request = _request_of(actor)
    api.raise_identity(
        resident=key,
        inhabitant=inhabitant,
        how=api.Proof.CARD,
        level=api.Level(level),
        at=clock.now(),
        request=request,
    )
    return request


def test_a_rise_gives_the_session_a_new_number(hanako: Actor) -> None:
    key = testing.sign_in(hanako)
    before = hanako.client.cookies[sessions.COOKIE].value

    request = _rise(hanako, key)

    assert api.level_of(request, at=clock.now()) == api.Level.CERTIFICATE
    assert api.resident_of(_request_of(hanako)) is None, "the old number still opens the session"
    assert request._resident.write not in {"", before}  # type: ignore[attr-defined]


def test_other_rooms_see_no_name_and_the_audit_log_says_how(hanako: Actor) -> None:
    key = testing.sign_in(hanako, nickname="はな")

    _rise(hanako, key)

    said = api.resident(key)
    assert (said.nickname, said.verified, said.inhabitant) == ("はな", True, TARO)
    assert [line.action for line in audit.about(thing=key)] == ["resident.verify.card"]


def test_the_account_of_one_person_is_not_proven_for_another(hanako: Actor) -> None:
    key = testing.sign_in(hanako)
    request = _rise(hanako, key)
    hanako.client.cookies[sessions.COOKIE] = request._resident.write  # type: ignore[attr-defined]

    with pytest.raises(raising.AnotherInhabitant):
        _rise(hanako, key, inhabitant="urn:ngsi-ld:Inhabitant:jiro")
    assert api.resident(key).inhabitant == TARO


def test_whoever_holds_the_card_decides_which_account_is_theirs(hanako: Actor) -> None:
    """Somebody lost the way into the old account, made a new one and held the card to it."""
    old = testing.sign_in(hanako)
    _rise(hanako, old)
    again = Actor()
    new = testing.sign_in(again)

    _rise(again, new)

    assert not api.resident(old).verified
    found = api.resident_of_inhabitant(TARO)
    assert found is not None
    assert found.key == new


def test_a_proof_reaches_no_further_than_it_goes(hanako: Actor) -> None:
    key = testing.sign_in(hanako)

    with pytest.raises(raising.ProvesLess):
        _rise(hanako, key, level=4)
    assert not api.resident(key).verified


def test_nobody_is_raised_in_the_session_of_somebody_else(hanako: Actor, at: datetime) -> None:
    testing.sign_in(hanako)
    other = testing.sign_in(Actor())

    with pytest.raises(raising.NotTheirSession):
        _rise(hanako, other)
    assert not api.resident(other).verified


def test_whoever_moved_away_is_no_citizen_any_more_but_keeps_the_account(hanako: Actor, at: datetime) -> None:
    key = testing.sign_in(hanako)
    request = _rise(hanako, key)
    hanako.client.cookies[sessions.COOKIE] = request._resident.write  # type: ignore[attr-defined]

    api.unverify(inhabitant=TARO, why="moved_out", at=at)

    assert api.level_of(_request_of(hanako), at=clock.now()) == api.Level.CONTACT
    assert api.resident(key).inhabitant == ""
    assert api.unverify(inhabitant=TARO, why="moved_out", at=at) is None


def test_a_session_unused_for_too_long_or_too_old_is_worth_nothing(hanako: Actor) -> None:
    testing.sign_in(hanako)
    now = clock.now()
    assert api.resident_of(_request_of(hanako)) is not None

    models.Session.objects.update(seen_at=now - models.idle_limit())
    assert api.resident_of(_request_of(hanako)) is None

    models.Session.objects.update(seen_at=now, started_at=now - models.longest())
    assert api.resident_of(_request_of(hanako)) is None


def test_the_number_of_a_session_is_nowhere_in_the_database(hanako: Actor) -> None:
    testing.sign_in(hanako)
    token = hanako.client.cookies[sessions.COOKIE].value

    row = models.Session.objects.get()

    assert len(token) >= 27  # 160 bits
    assert token not in str(vars(row))
    assert row.token_hash == sessions.hash_of(token)


def test_a_newcomer_costs_no_question(hanako: Actor, django_assert_num_queries: object) -> None:
    request = HttpRequest()

    with django_assert_num_queries(0):  # type: ignore[operator]
        assert api.resident_of(request) is None
        assert api.level_of(request, at=clock.now()) == api.Level.NOTHING
