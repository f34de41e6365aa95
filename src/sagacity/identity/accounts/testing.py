"""Residents with an account, for every story. Rooms are imported late: pytest loads this first."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from django.http import HttpRequest

from sagacity.kit import clock, keys, policy

if TYPE_CHECKING:
    from sagacity.identity.testing import Actor

ResidentAt = Callable[..., "Actor"]


def sign_in(
    actor: "Actor",
    *,
    level: int = 1,
    nickname: str = "はなこ",
    at: datetime | None = None,
    inhabitant: str = "",
    profile: str = "",
) -> str:
    """Let somebody at a browser be a resident who has proven so much; says the resident's key.

    `profile` is the key under which other rooms keep what is theirs.
    """
    from sagacity.identity.accounts import models, raising, sessions, types

    at = at or clock.now()
    row = models.Account.objects.create(
        key=keys.new("Resident"),
        nickname=nickname,
        mail=f"{keys.new('Mail')[-12:]}@example.jp" if level else "",
        mail_proven_at=at if level else None,
        ial=1 if level else 0,
        profile=profile,
        created_at=at,
    )
    request = HttpRequest()
    sessions.open_for(
        request,
        row,
        how="mail" if level == 1 else "passkey",
        aal=1 + (level != 1),
        device=keys.new("Device"),
        at=at,
    )
    if level >= types.Level.CARD:
        ways = {2: types.Proof.COUNTER, 3: types.Proof.CARD, 4: types.Proof.SIGNATURE}
        raising.raise_identity(
            resident=row.key,
            inhabitant=inhabitant or keys.new("Inhabitant"),
            how=ways[level],
            level=types.Level(level),
            at=at,
            request=request,
        )
    carried = request._resident  # type: ignore[attr-defined]
    actor.client.cookies[sessions.COOKIE] = carried.write
    return row.key


def person_at(level: int, *, key: str = "urn:ngsi-ld:Resident:test") -> policy.Person:
    """A resident as verbs take them, who has proven so much."""
    return policy.Person(key=key, name="はなこ", kind="resident", level=level)


@pytest.fixture
def resident_at(db: None) -> ResidentAt:
    """Somebody at a browser, signed in and proven up to a level: `resident_at(3)`."""

    def make(level: int, *, language: str = "ja", nickname: str = "はなこ", inhabitant: str = "") -> "Actor":
        from sagacity.identity.testing import Actor

        actor = Actor(language=language)
        sign_in(actor, level=level, nickname=nickname, inhabitant=inhabitant)
        return actor

    return make
