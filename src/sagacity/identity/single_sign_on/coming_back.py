"""Setting out to the city's own sign-in, coming back, and what may be opened then."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from sagacity.identity import second_factors, sessions, signing_in
from sagacity.identity.single_sign_on import leaving, party, people, refusals, table, ways
from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.openid import api as openid

logger = logging.getLogger(__name__)
STOPPED = {"access_denied", "interaction_required", "login_required", "consent_required"}
# A whole office must not wait for what the provider or our settings did wrong.
NOT_THEIR_FAULT = (openid.ProviderDown, openid.ClientRefused, refusals.NotAgreed, refusals.TableBroken)
PROVIDER, AMR = "provider", "amr"  # whether the provider is believed to ask for a second factor
TWO_STEPS = frozenset({"mfa", "otp", "hwk", "swk", "fido", "sc"})  # RFC 8176, of methods beside a password


@dataclass(frozen=True, slots=True)
class Arrived:
    """Somebody who is signed in now, and where they wanted to go."""

    person: policy.Person
    login: str
    next: str


def set_out(*, next: str, again: bool, at: datetime) -> tuple[str, str]:
    """Where the browser goes, and what it brings back; `again`: the provider asks even whom it knows.

    Raises:
        openid.NotProven: nobody is sent there.
    """
    here = party.current(at=at)
    way, kept = ways.begin(next=next, again=again)
    more = {"prompt": "login", "max_age": "0"} if again else {}
    address = openid.authorization_url(
        here.provider.authorization,
        client_id=here.client_id,
        redirect_uri=here.redirect_uri,
        scopes=here.scopes,
        state=way.state,
        nonce=way.nonce,
        verifier=way.verifier,
        more=more,
    )
    return address, kept


def come_back(request: HttpRequest, *, kept: str, said: Mapping[str, str], at: datetime) -> Arrived:
    """Sign in whoever comes back from the provider.

    The first time somebody comes to an account that has a second factor, it is asked, whatever the provider
    saw: a name made in the directory must not take over a colleague's account.

    Raises:
        openid.NotProven: with its own subclass and `reason` for each cause; nothing opens.
        signing_in.AccountClosed: their account is closed.
        signing_in.CodeAsked, signing_in.FactorAsked: as after a password.
        tries.MustWait: too many ways from here led to nothing.
    """
    way = ways.take(kept=kept, state=said.get("state", ""), at=at)  # asks nobody and writes nothing in vain
    bucket = signing_in.count_way(request, at=at)
    try:
        claims, token = _claims(way, said, at)
        found = people.read(claims, issuer=settings.STAFF_OIDC_ISSUER)
        lines = _table()
        row, is_linked = people.account_of(found, table=lines, at=at)
    except openid.NotProven as refusal:
        if isinstance(refusal, NOT_THEIR_FAULT):
            signing_in.forget_ways(bucket)
        audit.record(actor="", action=f"staff.sso_refused.{refusal.reason}", thing=people.BY.key, at=at)
        logger.info("single sign-on refused: %s", refusal.reason)
        raise
    signing_in.forget_ways(bucket)
    second = _has_shown_two(claims) and (is_linked or not second_factors.has_any(row))
    if row.is_active:
        if is_linked:
            people.follow(row, found, table=lines, at=at)
        if not second:
            signing_in.ask_second(request, row, at=at, link=found.subject)
        if not is_linked:  # nobody's account is changed by somebody who may not be its owner
            people.follow(row, found, table=lines, at=at)
    person = signing_in.open_for(request, row, at=at, second=second, how="sso", link=found.subject)
    sessions.note_shown(request, at=_shown_at(claims, way, at))
    leaving.remember(request, token)
    return Arrived(person, row.login, way.next)


def _table() -> table.Table:
    try:
        return table.read(settings.STAFF_OIDC_TABLE)
    except table.BrokenTable as problem:
        logger.error("single sign-on: %s", problem)
        raise refusals.TableBroken from problem


def _claims(way: ways.Way, said: Mapping[str, str], at: datetime) -> tuple[dict[str, Any], str]:
    here = party.current(at=at)
    if (
        said.get("iss", here.provider.issuer) != here.provider.issuer
    ):  # RFC 9207, where the provider speaks it
        raise openid.WrongIssuer("response")
    if error := said.get("error", ""):
        raise refusals.StaffStopped(error) if error in STOPPED else refusals.ProviderSaysNo(error[:40])
    if not said.get("code"):
        raise refusals.ProviderSaysNo("no code")
    tokens = party.redeem(here, code=said["code"], verifier=way.verifier, at=at)
    token = str(tokens["id_token"])
    claims = openid.check_id_token(
        token,
        issuer=here.provider.issuer,
        client_id=here.client_id,
        algorithm=here.algorithm,
        ring=openid.keyring(here.provider.certs),
        nonce=way.nonce,
        at=at,
    )
    return claims, token


def _has_shown_two(claims: Mapping[str, Any]) -> bool:
    """Whether the provider saw two factors, as far as the city wants to believe it."""
    if settings.STAFF_OIDC_SECOND_FACTOR == PROVIDER:
        return True
    methods = claims.get("amr")
    is_told = isinstance(methods, list) and bool(TWO_STEPS & {str(one) for one in methods})
    return settings.STAFF_OIDC_SECOND_FACTOR == AMR and is_told


def _shown_at(claims: Mapping[str, Any], way: ways.Way, at: datetime) -> datetime | None:
    """When the person last showed there that it is they; a sign-in that nobody saw proves nothing fresh."""
    said = claims.get("auth_time")
    if isinstance(said, int | float) and not isinstance(said, bool):
        return min(datetime.fromtimestamp(said, tz=clock.JAPAN), at)
    return at if way.again else None
