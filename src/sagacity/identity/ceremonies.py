"""Ceremonies of passkeys, for residents and staff: what a browser is asked, what of its answer is believed.

What was asked is signed and kept in the browser, so asking fills no table; a right answer counts once.
"""

import hashlib
import ipaddress
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.http import HttpRequest

from sagacity.identity import once
from sagacity.kit.city import api as city

if TYPE_CHECKING:
    from fido2.server import Fido2Server

GOOD_FOR = timedelta(minutes=5)
LARGEST = 64 * 1024  # bytes of an answer
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class NoPasskeysHere(Exception):
    """The city's address is a number; passkeys need a name."""


class NotThisPasskey(Exception):
    """The answer of the browser does not fit what was asked, or nobody knows this passkey."""


class CopiedPasskey(NotThisPasskey):
    """Its counter ran backwards: there are two of it. It opens nothing any more."""


class TooManyPasskeys(Exception):
    """Take one away first."""


@dataclass(frozen=True, slots=True)
class Made:
    """A passkey that a browser has just made; none of it opens anything."""

    id_hash: str
    credential: bytes  # attested credential data: id and public key
    count: int


def rp_id() -> str:
    """The name passkeys are made for; empty where the city has none yet.

    An address of numbers is no such name; a demonstration on this machine is called localhost.
    """
    host = urlsplit(settings.PUBLIC_URL).hostname or ""
    if host in LOOPBACK:
        return "localhost"
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host
    return ""


def ask_new(
    *, user: bytes, name: str, known: Iterable[bytes], salt: str, **said: Any
) -> tuple[dict[str, Any], str]:
    """What the browser needs to make a passkey, and what it brings back with the answer.

    Raises:
        NoPasskeysHere: nothing was asked.
    """
    options, state = _server().register_begin(
        user={"id": user, "name": name, "displayName": name},  # type: ignore[arg-type]
        credentials=[_credential(one) for one in known],
        resident_key_requirement="required",  # type: ignore[arg-type]
        user_verification="required",  # type: ignore[arg-type]
    )
    return dict(options), signing.dumps({**state, **said}, salt=salt)


def ask(*, salt: str, known: Iterable[bytes] = (), **said: Any) -> tuple[dict[str, Any], str]:
    """What the browser needs to use a passkey: one of those known, or whichever the person chooses there.

    Raises:
        NoPasskeysHere: nothing was asked.
    """
    options, state = _server().authenticate_begin(
        credentials=[_credential(one) for one in known] or None,
        user_verification="required",  # type: ignore[arg-type]
    )
    return dict(options), signing.dumps({**state, **said}, salt=salt)


def asked(token: str, *, salt: str) -> dict[str, Any]:
    """What was asked of this browser a moment ago.

    Raises:
        NotThisPasskey: nothing, or too long ago, or of people of another kind.
    """
    try:
        said = signing.loads(token, salt=salt, max_age=GOOD_FOR)
    except signing.BadSignature as problem:
        raise NotThisPasskey("nothing was asked, or too long ago") from problem
    return dict(said)


def said_by(request: HttpRequest) -> dict[str, Any]:
    """What a page of ours sent: the browser's answer, and whatever the page adds.

    Raises:
        NotThisPasskey: it is too large, or none of our pages sent it.
    """
    if len(request.body) > LARGEST:
        raise NotThisPasskey
    try:
        said = json.loads(request.body)
    except ValueError as problem:
        raise NotThisPasskey from problem
    if not isinstance(said, dict) or not isinstance(said.get("answer"), dict):
        raise NotThisPasskey
    return said


def made(state: Mapping[str, Any], answer: Mapping[str, Any]) -> Made:
    """The passkey that was made for what was asked.

    Raises:
        NotThisPasskey: it was made for something else.
    """
    try:
        found = _server().register_complete(state, answer)
    except (ValueError, KeyError, TypeError) as problem:
        raise NotThisPasskey(str(problem)) from problem
    if found.credential_data is None:
        raise NotThisPasskey
    data = found.credential_data
    return Made(_hash(data.credential_id), bytes(data), found.counter)


def id_hash_of(answer: Mapping[str, Any]) -> str:
    """By which hash the passkey is kept that an answer names; nothing is believed yet.

    Raises:
        NotThisPasskey: it names none.
    """
    from fido2.utils import websafe_decode

    try:
        return _hash(websafe_decode(str(answer["rawId"])))
    except (KeyError, ValueError) as problem:
        raise NotThisPasskey(str(problem)) from problem


def count_of(state: Mapping[str, Any], answer: Mapping[str, Any], credential: bytes) -> int:
    """What the counter of a passkey says that answered rightly.

    Raises:
        NotThisPasskey: it did not.
    """
    from fido2.webauthn import AuthenticationResponse

    try:
        said = AuthenticationResponse.from_dict(answer)
        _server().authenticate_complete(state, [_credential(credential)], said)
        return int(said.response.authenticator_data.counter)
    except (ValueError, KeyError, TypeError) as problem:
        raise NotThisPasskey(str(problem)) from problem


def use_up(state: Mapping[str, Any], *, at: datetime) -> None:
    """A right answer counts once; within the transaction that it opens.

    Raises:
        NotThisPasskey: it was given before.
    """
    if not once.use(str(state["challenge"]), at=at, lives=GOOD_FOR):
        raise NotThisPasskey("answered before")


def localhost(request: HttpRequest) -> str:
    """On this machine by its number, where browsers refuse passkeys: the same page by its name."""
    host = request.get_host()
    if rp_id() != "localhost" or host.startswith("localhost"):
        return ""
    port = host.rsplit(":", 1)[-1]
    return f"http://localhost:{port}{request.get_full_path()}" if port.isdigit() else ""


def _server() -> "Fido2Server":
    from fido2.server import Fido2Server
    from fido2.webauthn import PublicKeyCredentialRpEntity

    name = rp_id()
    if not name:
        raise NoPasskeysHere
    entity = PublicKeyCredentialRpEntity(name=city.current().name_in("ja"), id=name)
    own_origin = None if name == "localhost" else lambda origin: origin == settings.PUBLIC_URL
    return Fido2Server(entity, verify_origin=own_origin)


def _credential(data: bytes) -> Any:
    from fido2.webauthn import AttestedCredentialData

    return AttestedCredentialData(bytes(data))


def _hash(credential_id: bytes) -> str:
    return hashlib.sha256(credential_id).hexdigest()
