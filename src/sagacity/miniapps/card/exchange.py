"""What phone and city tell each other: is my card still good, give me one, give me the next."""

import json
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_GET, require_POST

from sagacity.identity.accounts import api as accounts
from sagacity.identity.cards import api as cards
from sagacity.identity.family import api as family
from sagacity.kit import clock, policy
from sagacity.miniapps.card import names

LARGEST = 4096
THE_PHONE_ASKS = "a phone without a session asks whether its card still holds; a stranger learns no more"
THE_KEY_PROVES = "the phone proves by its key that the card is its own; nobody needs to sign in for that"
FAILURES: dict[type[Exception], tuple[str, int]] = {
    cards.NotProven: ("proven", 403),
    cards.TooManyPhones: ("phones", 409),
    cards.BadProof: ("proof", 409),
    cards.BadKey: ("proof", 400),
    cards.NoSuchCarriage: ("carriage", 404),
    family.OutsideTheMandate: ("mandate", 409),
    cards.NoSuchCard: ("card", 404),
    cards.Ended: ("ended", 409),
}


@require_GET
@policy.access(policy.lower(policy.ANYONE, because=THE_PHONE_ASKS))
def mine(request: HttpRequest) -> JsonResponse:
    """The city's clock, whether the phone may have a card, and how the cards are that it names."""
    at = clock.now()
    person, named = policy.resident_person_of(request), request.GET.getlist("card")[:10]
    if person.kind == "resident":
        cards.note_browser(cards=named, resident=person.key, browser=accounts.browser_of(request))
    body: dict[str, Any] = {
        "at": at.timestamp(),
        "csrf": get_token(request),
        "cards": {number: _state(number, of=person) for number in named},
        "signed_in": person.kind == "resident",
        "may_make": person.level >= accounts.Level.CARD,
    }
    if body["may_make"]:
        body["ticket"] = cards.ticket(about=person.key)
        body["district"] = names.district(request)
        body["carried"] = [
            {"key": one.key, "label": one.label, "kind": one.kind}
            for one in cards.carriages(resident=person.key, at=at)
        ]
    return _private(JsonResponse(body, json_dumps_params={"ensure_ascii": False}))


@require_POST
@policy.access(policy.resident(level=accounts.Level.CARD))
def make(request: HttpRequest) -> JsonResponse:
    """A card for this phone."""
    said, by = _said(request), policy.resident_person_of(request)
    key = said.get("key")

    def issue() -> cards.IssuedCard:
        return cards.issue(
            by=by,
            public_key=key if isinstance(key, dict) else {},
            ticket=_text(said, "ticket"),
            proof=_text(said, "proof"),
            label=_text(said, "label", most=40),
            carriage=_text(said, "carriage"),
            browser=accounts.browser_of(request),
            at=clock.now(),
        )

    wants_name = said.get("show_name") is True and not said.get("carriage")
    return _answer(issue, name=lambda: names.own(request, by=by) if wants_name else by.name)


@require_POST
@policy.access(policy.lower(policy.ANYONE, because=THE_KEY_PROVES))
def renew(request: HttpRequest) -> JsonResponse:
    """The next card for a phone whose card is near its end."""
    said = _said(request)
    return _answer(
        lambda: cards.renew(
            card=_text(said, "card"),
            ticket=_text(said, "ticket"),
            proof=_text(said, "proof"),
            at=clock.now(),
        )
    )


def _state(number: str, *, of: policy.Person) -> dict[str, Any]:
    """How a card is; whoever has seen its picture knows the number, so only its holder reads why it ended."""
    at = clock.now()
    try:
        card = cards.card(number)
    except cards.NoSuchCard:
        return {"ended": "ended"}
    if not card.holds(at):
        is_own = of.kind == "resident" and card.resident == of.key
        return {"ended": (card.why or "expired") if is_own else "ended"}
    if cards.needs_renewal(card, at=at):
        return {"renew": cards.ticket(about=number)}
    return {}


def _answer(issue: Callable[[], cards.IssuedCard], *, name: Callable[[], str] | None = None) -> JsonResponse:
    try:
        issued = issue()
    except tuple(FAILURES) as problem:
        reason, status = FAILURES[type(problem)]
        return _private(JsonResponse({"reason": reason}, status=status))
    card = issued.card
    body = {
        "number": card.number,
        "kind": card.kind,
        "label": card.label,
        "token": issued.token,
        "handle": issued.handle,
        "code_secret": issued.code_secret,
        "expires": int(card.expires_at.timestamp()),
    }
    if name:
        body["name"] = name()
    return _private(JsonResponse(body, json_dumps_params={"ensure_ascii": False}))


def _said(request: HttpRequest) -> dict[str, Any]:
    try:
        said = json.loads(request.body[: LARGEST + 1])
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _text(said: dict[str, Any], name: str, *, most: int = 400) -> str:
    return str(said.get(name, ""))[:most]


def _private(answer: JsonResponse) -> JsonResponse:
    patch_cache_control(answer, private=True, no_store=True)
    return answer
