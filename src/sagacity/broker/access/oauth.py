"""POST /oauth2/token: a key's holder gets a short-lived token (RFC 6749, client credentials)."""

import base64
import binascii
from urllib.parse import parse_qs, unquote_plus

import orjson

from sagacity.broker.access.grants import VERBS
from sagacity.broker.access.keyring import Held
from sagacity.broker.access.tokens import LIFE_S
from sagacity.broker.broker import Broker
from sagacity.broker.door.application import MethodNotAllowed, NoSuchAddress
from sagacity.broker.door.request import Request, Response
from sagacity.broker.refusals import BadRequest, Busy, NoKey, NotAllowed, NotSupported, Refused

GRANT = "client_credentials"
_WORDS: dict[type[Exception], tuple[int, str]] = {
    NoKey: (401, "invalid_client"),
    NotAllowed: (400, "invalid_scope"),
    NotSupported: (400, "unsupported_grant_type"),
    BadRequest: (400, "invalid_request"),
    NoSuchAddress: (404, "invalid_request"),
    MethodNotAllowed: (405, "invalid_request"),
    Busy: (429, "temporarily_unavailable"),
    Refused: (400, "invalid_request"),
}


async def give_token(broker: Broker, request: Request) -> Response:
    """The answer to a request for a token."""
    form = _form(request)
    if form.get("grant_type") != GRANT:
        raise NotSupported(f"grant_type is {GRANT}, nothing else is given here")
    held = _held(broker, *_client(request, form))
    at = broker.clock()
    held.allowance.take(at)
    scope = _scope(held, form.get("scope", ""))
    said = {
        "access_token": broker.keyring.signer.make(held.key.id, scope, at=at),
        "token_type": "Bearer",
        "expires_in": LIFE_S,
        "scope": scope,
    }
    return Response(200, orjson.dumps(said), headers=[("Cache-Control", "no-store")])


def _form(request: Request) -> dict[str, str]:
    if request.media_type != "application/x-www-form-urlencoded":
        raise BadRequest("send grant_type and the key as application/x-www-form-urlencoded")
    found = parse_qs(request.body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=20)
    if any(len(values) > 1 for values in found.values()):
        raise BadRequest("a parameter came twice")
    return {name: values[0] for name, values in found.items()}


def _client(request: Request, form: dict[str, str]) -> tuple[str, str]:
    """Id and secret, from HTTP Basic or from the form."""
    said = request.headers.get("authorization", "")
    if said[:6].lower() != "basic ":
        return form.get("client_id", ""), form.get("client_secret", "")
    try:
        id_, _, secret = base64.b64decode(said[6:], validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError) as problem:
        raise BadRequest("Authorization is no HTTP Basic") from problem
    return unquote_plus(id_), unquote_plus(secret)


def _held(broker: Broker, id_: str, secret: str) -> Held:
    """The secret alone finds the key; an id that belongs to another one is refused."""
    held = broker.keyring.by_secret(secret) if secret else None
    if held is None or held.key.id != id_ or not held.key.holds(broker.clock()):
        raise NoKey("client_id and client_secret do not belong to a key that is in force")
    return held


def _scope(held: Held, asked: str) -> str:
    """Words of what may be done, in their usual order; all the key has if nothing is asked."""
    allowed = [verb for verb in VERBS if any(verb in grant.may for grant in held.key.grants)]
    words = asked.split()
    if unknown := set(words) - set(allowed):
        raise NotAllowed(f"this key may not: {', '.join(sorted(unknown))}; it may: {', '.join(allowed)}")
    return " ".join(verb for verb in allowed if not words or verb in words)


def response(refused: Refused | Exception, request: Request) -> Response:
    """A refusal in the words of RFC 6749."""
    for kind in type(refused).__mro__:
        if kind in _WORDS:
            status, word = _WORDS[kind]
            return _said(status, word, str(refused))
    return _said(500, "server_error", "something went wrong here; try again later")


def _said(status: int, word: str, sentence: str) -> Response:
    headers = [("Cache-Control", "no-store")]
    if status == 401:
        headers.append(("WWW-Authenticate", 'Basic realm="broker"'))
    body = orjson.dumps({"error": word, "error_description": sentence})
    return Response(status, body, headers=headers)
