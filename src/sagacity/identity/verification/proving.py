"""Proving who one is: set out to the app, come back, be found in the register, and rise on the ladder."""

import logging
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.http import HttpRequest

from sagacity.identity.accounts import api as accounts
from sagacity.identity.register import api as register
from sagacity.identity.verification import (
    links,
    party,
    questions,
    refusals,
    relying_party,
    transactions,
    types,
)
from sagacity.identity.verification.signing import way as signing
from sagacity.kit.audit import api as audit

logger = logging.getLogger(__name__)
STOPPED = {"access_denied", "interaction_required", "login_required", "consent_required"}
CARD = {"card_revoked", "card_expired", "invalid_card"}


def scopes_for(resident: accounts.Resident) -> tuple[types.Scope, ...]:
    """No facts are asked of somebody whose card would be known again."""
    return types.AGAIN if links.has_link(resident.inhabitant) else types.FOUR_FACTS


def begin(
    *,
    resident: accounts.Resident,
    browser: str,
    scopes: Iterable[types.Scope] | None = None,
    need: int = 0,
    next: str = "",
    at: datetime,
) -> str:
    """The address the resident's browser goes to; `browser` is a secret that only it holds.

    Raises:
        NotSetUp: the city has not connected the app.
    """
    here = party.current()
    way = transactions.begin(
        resident=resident.key,
        browser=browser,
        scopes=scopes_for(resident) if scopes is None else scopes,
        need=need,
        next=next,
        at=at,
    )
    return relying_party.authorization_url(
        party=here, scopes=way.scopes, state=way.state, nonce=way.nonce, verifier=way.verifier
    )


def come_back(request: HttpRequest, *, browser: str, at: datetime) -> types.Outcome:
    """What came of it, for whoever the request belongs to; each state counts once.

    Raises:
        NotProven: with its own subclass and `reason` for each cause; the account stays as it was.
    """
    said, resident = request.GET, accounts.resident_of(request)
    state = said.get("state", "")
    way = transactions.take(state=state, resident=resident.key if resident else "", browser=browser, at=at)
    assert resident is not None  # else the way was another browser's
    try:
        _demand_code(said.get("error", ""), said.get("code", ""))
        if way.signature:
            outcome = signing.settle(request, resident, way, code=said["code"], at=at)
            transactions.note(state=state, outcome="signed")
            return outcome
        proven = relying_party.redeem(
            party=party.current(),
            code=said["code"],
            scopes=way.scopes,
            nonce=way.nonce,
            verifier=way.verifier,
            at=at,
        )
        outcome = _settle(request, resident, proven, way, at)
    except refusals.NotProven as refusal:
        _write_down(resident, way, refusal.reason, at)
        logger.warning("verification refused: %s", refusal.reason)  # the reason alone: no answer, no fact
        raise
    transactions.note(state=state, outcome=f"{outcome.result} {outcome.reason}".strip())
    return outcome


def _demand_code(error: str, code: str) -> None:
    if error in STOPPED:
        raise refusals.Stopped(error)
    if error in CARD:
        raise refusals.CardNotGood(error)
    if error or not code:
        raise refusals.AppSaysNo(error[:40])


@transaction.atomic
def _settle(
    request: HttpRequest,
    resident: accounts.Resident,
    proven: types.Proven,
    way: transactions.Way,
    at: datetime,
) -> types.Outcome:
    known = links.inhabitant_of(proven.subject)
    if known and not _lives_here(known):
        links.forget_inhabitant(known)
        known = ""
    if not known and proven.facts is None:
        raise refusals.NewCard
    match = register.Match(register.MatchKind.ONE, known) if known else _match(proven)
    if match.kind is not register.MatchKind.ONE:
        questions.ask(resident=resident.key, proven=proven, match=match, at=at)
        return types.Outcome(types.Result.ASKED, match.kind, way.next, way.need)
    _rise(request, resident, match.inhabitant, at)
    links.keep(subject=proven.subject, resident=resident.key, inhabitant=match.inhabitant, at=at)
    questions.close(resident=resident.key)
    checks = [transactions.UNREVOKED] if proven.is_checked_for_revocation else []
    checks += [transactions.KNOWN] if known else []
    return types.Outcome(types.Result.VERIFIED, " ".join(checks), way.next, way.need)


def _lives_here(inhabitant: str) -> bool:
    try:
        return register.inhabitant(inhabitant).lives_here
    except register.NoSuchInhabitant:
        return False


def _match(proven: types.Proven) -> register.Match:
    assert proven.facts is not None
    facts = proven.facts
    return register.match(
        name=facts.name,
        birth_date=facts.birth_date,
        sex=facts.sex,
        address=facts.address,
        has_substitutes=facts.has_substitutes,
    )


def _rise(request: HttpRequest, resident: accounts.Resident, inhabitant: str, at: datetime) -> None:
    try:
        accounts.raise_identity(
            resident=resident.key,
            inhabitant=inhabitant,
            how=accounts.Proof.CARD,
            level=accounts.Level.CERTIFICATE,
            district=register.inhabitant(inhabitant).district,
            at=at,
            request=request,
        )
    except accounts.AnotherInhabitant as problem:
        raise refusals.AnotherPerson from problem


@transaction.atomic
def _write_down(resident: accounts.Resident, way: transactions.Way, reason: str, at: datetime) -> None:
    transactions.note(state=way.state, outcome=reason)
    audit.record(actor=resident.key, action=f"verification.refused.{reason}", thing=resident.key, at=at)
