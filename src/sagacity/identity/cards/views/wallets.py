"""Doors that wallets and readers of other houses use: metadata, token, nonce, credential, list, a check.

Errors are those of OpenID4VCI 1.0 and RFC 6749. All doors are closed unless the city has opened them.
"""

import json
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sagacity.identity.cards.issuing import NotProven, TooManyPhones
from sagacity.identity.cards.tickets import BadProof
from sagacity.identity.cards.tokens.refusals import CardRefused
from sagacity.identity.cards.wallets import (
    addresses,
    issuing,
    metadata,
    nonces,
    offers,
    presentations,
    status_tokens,
)
from sagacity.kit import clock, policy

Door = Callable[..., HttpResponse]
LARGEST = 64 * 1024


def opened(door: Door) -> Door:
    """A door that is there only where the city gives its card to wallets."""

    @wraps(door)
    def open_if_wished(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.CARD_WALLETS:
            raise Http404("SAGACITY_CARD_WALLETS is off")
        return door(request, *args, **kwargs)

    return open_if_wished


def _public(said: Mapping[str, Any]) -> HttpResponse:
    answer = JsonResponse(dict(said), json_dumps_params={"ensure_ascii": False})
    answer["Access-Control-Allow-Origin"] = "*"  # wallets and readers may run in a browser
    patch_cache_control(answer, max_age=300)
    return answer


def _private(said: Mapping[str, Any], status: int = 200) -> HttpResponse:
    answer = JsonResponse(dict(said), status=status, json_dumps_params={"ensure_ascii": False})
    answer["Access-Control-Allow-Origin"] = "*"
    patch_cache_control(answer, private=True, no_store=True)
    return answer


@require_GET
@policy.access(policy.ANYONE)
@opened
def issuer(request: HttpRequest) -> HttpResponse:
    """Who issues, and how."""
    return _public(metadata.issuer())


@require_GET
@policy.access(policy.ANYONE)
@opened
def authorization_server(request: HttpRequest) -> HttpResponse:
    """Where a code is turned into a token."""
    return _public(metadata.authorization_server())


@require_GET
@policy.access(policy.ANYONE)
@opened
def jwt_vc_issuer(request: HttpRequest) -> HttpResponse:
    """The public keys by which a credential is checked."""
    return _public(metadata.jwt_vc_issuer(at=clock.now()))


@require_GET
@policy.access(policy.ANYONE)
@opened
def kind(request: HttpRequest) -> HttpResponse:
    """What the credential says."""
    return _public(metadata.kind_of_credential())


@require_GET
@policy.access(policy.ANYONE)
@opened
def status(request: HttpRequest) -> HttpResponse:
    """The list of ended cards."""
    token = status_tokens.status_token(at=clock.now())
    answer = HttpResponse(token, content_type="application/statuslist+jwt")
    answer["Access-Control-Allow-Origin"] = "*"
    patch_cache_control(answer, max_age=int(status_tokens.ASK_AGAIN.total_seconds()))
    return answer


@require_GET
@policy.access(policy.ANYONE)
@opened
def offer(request: HttpRequest, name: str) -> HttpResponse:
    """An offer that waits; its name is the secret of whoever saw the picture, the PIN guards the rest."""
    try:
        code = offers.code_of(name, at=clock.now())
    except offers.NoSuchOffer as problem:
        raise Http404(name) from problem
    return _private(metadata.credential_offer(code=code, pin_digits=offers.PIN_DIGITS))


@csrf_exempt  # a wallet is no page of ours: code and PIN show that it may
@require_POST
@policy.access(policy.ANYONE)
@opened
def token(request: HttpRequest) -> HttpResponse:
    """A token for a code and its PIN."""
    said = request.POST
    if said.get("grant_type") != metadata.PRE_AUTHORIZED:
        return _private({"error": "unsupported_grant_type"}, 400)
    try:
        made = offers.redeem(
            code=said.get("pre-authorized_code", ""), pin=said.get("tx_code", ""), at=clock.now()
        )
    except (offers.NoSuchOffer, offers.WrongPin):
        return _private({"error": "invalid_grant"}, 400)
    lives = int(offers.TOKEN_LIVES.total_seconds())
    return _private({"access_token": made, "token_type": "Bearer", "expires_in": lives})


@csrf_exempt  # gives a number that is worth nothing by itself
@require_POST
@policy.access(policy.ANYONE)
@opened
def nonce(request: HttpRequest) -> HttpResponse:
    """A nonce that the wallet's key signs."""
    return _private({"c_nonce": nonces.new(about=issuing.ABOUT)})


@csrf_exempt  # the token shows that the wallet may
@require_POST
@policy.access(policy.ANYONE)
@opened
def credential(request: HttpRequest) -> HttpResponse:
    """The card for a wallet that shows its key."""
    said, bearer = _json(request), request.headers.get("Authorization", "")
    if said.get("credential_configuration_id") != metadata.CONFIGURATION:
        return _private({"error": "unknown_credential_configuration"}, 400)
    proofs = said.get("proofs")
    jwts = proofs.get("jwt") if isinstance(proofs, dict) else None
    if not isinstance(jwts, list) or len(jwts) != 1:
        return _private({"error": "invalid_proof"}, 400)
    try:
        made = issuing.issue(token=bearer.removeprefix("Bearer "), proof=str(jwts[0]), at=clock.now())
    except offers.NoSuchOffer:
        answer = _private({"error": "invalid_token"}, 401)
        answer["WWW-Authenticate"] = 'Bearer error="invalid_token"'
        return answer
    except BadProof as problem:
        return _private({"error": "invalid_nonce" if str(problem) == "nonce" else "invalid_proof"}, 400)
    except (NotProven, TooManyPhones):
        return _private({"error": "credential_request_denied"}, 400)
    return _private({"credentials": [{"credential": made}]})


@csrf_exempt  # changes nothing but that the nonce is used
@require_http_methods(["GET", "POST"])
@policy.access(policy.ANYONE)
@opened
def check(request: HttpRequest) -> HttpResponse:
    """GET: a nonce and for whom to show. POST: whether a presentation holds, and what it shows."""
    audience = addresses.of("/wallet/check.json")
    if request.method == "GET":
        return _private(
            {"nonce": presentations.ask(), "aud": audience, "vct": addresses.kind_of_credential()}
        )
    said = _json(request)
    try:
        found = presentations.check(
            str(said.get("presentation", "")),
            nonce=str(said.get("nonce", "")),
            audience=audience,
            at=clock.now(),
        )
    except CardRefused as refusal:
        return _private({"holds": False, "reason": refusal.reason}, 422)
    return _private({"holds": True, "facts": found.facts, "expires_at": int(found.expires_at.timestamp())})


def _json(request: HttpRequest) -> dict[str, Any]:
    try:
        said = json.loads(request.body[: LARGEST + 1])
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}
