"""HTTP Message Signatures (RFC 9421, Ed25519) with Content-Digest (RFC 9530), as peers show who they are."""

import base64
import binascii
import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

LABEL = "peer"
ALWAYS = ("@method", "@path", "@query")
# What decides whose data a request is about, and what its body is: never without the signature.
IF_THERE = ("content-digest", "content-type", "fiware-service", "fiware-servicepath", "ngsild-tenant", "link")
PREFIX = "ed25519:"  # of a public key as people copy it
LONGEST = 8192  # bytes of what is said about signatures

_NAME = r"[a-z*][a-z0-9_.*-]*"
_ONE = re.compile(
    rf'({_NAME})=(\(((?:"[@a-z0-9-]+" ?)*)\)((?:;{_NAME}=(?:"[ !#-\[\]-~]*"|-?\d{{1,15}}))*))(?:,\s*|$)'
)
_PARAMETER = re.compile(rf';({_NAME})=(?:"([ !#-\[\]-~]*)"|(-?\d{{1,15}}))')
_BYTES = re.compile(rf"({_NAME})=:([A-Za-z0-9+/=]*):(?:,\s*|$)")


class NotSigned(Exception):
    """The signature is none, or not of what came."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a request is: its method, its path and query as they travel, and its headers (small letters)."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]

    def component(self, name: str) -> str:
        """Raises NotSigned for what is not there or unknown."""
        derived = {"@method": self.method, "@path": self.path or "/", "@query": f"?{self.query}"}
        value = derived.get(name) if name.startswith("@") else self.headers.get(name)
        if value is None:
            raise NotSigned(f"the signature speaks of {name}, which is not there")
        return value


@dataclass(frozen=True, slots=True)
class Shown:
    """A signature as it came, before anybody believes it."""

    components: tuple[str, ...]
    parameters: str  # the text that is signed
    created: int  # seconds
    nonce: str
    keyid: str
    tag: str
    signature: bytes


def sign(
    key: "Ed25519PrivateKey", *, keyid: str, tag: str, target: Target, body: bytes, at: int
) -> dict[str, str]:
    """The headers to add; ``at`` in milliseconds. Whom it is for stands in ``tag``: it holds nowhere else."""
    digest = {"content-digest": content_digest(body)}
    target = Target(target.method, target.path, target.query, {**target.headers, **digest})
    names = [*ALWAYS, *(name for name in IF_THERE if name in target.headers)]
    listed = " ".join(f'"{name}"' for name in names)
    parameters = (
        f'({listed});created={at // 1000};nonce="{secrets.token_urlsafe(18)}"'
        f';keyid="{keyid}";alg="ed25519";tag="{tag}"'
    )
    signature = base64.b64encode(key.sign(_base(target, names, parameters))).decode()
    return {
        "Content-Digest": digest["content-digest"],
        "Signature-Input": f"{LABEL}={parameters}",
        "Signature": f"{LABEL}=:{signature}:",
    }


def shown(headers: Mapping[str, str]) -> list[Shown]:
    """The signatures of a request that say all that ours do; others may sign for other readers.

    Raises:
        NotSigned: the headers are not what the standard lets them be.
    """
    said, given = headers.get("signature-input", ""), headers.get("signature", "")
    if len(said) > LONGEST or len(given) > LONGEST:
        raise NotSigned("the signature headers are too long")
    inputs, values = list(_ONE.finditer(said)), dict(_BYTES.findall(given))
    if "".join(one[0] for one in inputs) != said:
        raise NotSigned("Signature-Input cannot be read")
    labels = [one[1] for one in inputs]
    if len(set(labels)) < len(labels):
        raise NotSigned("Signature-Input names a signature twice")
    return [found for one in inputs if (found := _shown(one, values)) is not None]


def _shown(one: re.Match[str], values: dict[str, str]) -> Shown | None:
    pairs = _PARAMETER.findall(one[4])
    said = {name: text or number for name, text, number in pairs}
    wanted = ("created", "nonce", "keyid", "tag")
    if len(said) < len(pairs) or not all(said.get(name) for name in wanted):
        return None
    if said.get("alg", "ed25519") != "ed25519" or not said["created"].isdigit() or one[1] not in values:
        return None
    try:
        signature = base64.b64decode(values[one[1]], validate=True)
    except binascii.Error:
        return None
    components = tuple(name.strip('"') for name in one[3].split())
    return Shown(
        components, one[2], int(said["created"]), said["nonce"], said["keyid"], said["tag"], signature
    )


def check(one: Shown, public: bytes, target: Target) -> None:
    """Raises NotSigned unless the holder of a key signed everything that matters of a request."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    needed = {*ALWAYS, *(name for name in IF_THERE if name in target.headers)}
    if missing := needed - set(one.components):
        raise NotSigned("the signature does not cover: " + ", ".join(sorted(missing)))
    if len(set(one.components)) < len(one.components):
        raise NotSigned("the signature covers something twice")
    try:
        base = _base(target, one.components, one.parameters)
        Ed25519PublicKey.from_public_bytes(public).verify(one.signature, base)
    except (InvalidSignature, ValueError) as problem:
        raise NotSigned("the signature is not that of the key it names") from problem


def check_body(target: Target, body: bytes) -> None:
    """Raises NotSigned unless the body is the one whose digest was signed."""
    said = target.headers.get("content-digest", "")
    if not said and not body:
        return
    if not hmac.compare_digest(said.encode("latin-1", "replace"), content_digest(body).encode()):
        raise NotSigned("the body is not the one that was signed (Content-Digest, sha-256)")


def content_digest(body: bytes) -> str:
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"


def _base(target: Target, names: list[str] | tuple[str, ...], parameters: str) -> bytes:
    lines = [f'"{name}": {target.component(name)}' for name in names]
    lines.append(f'"@signature-params": {parameters}')
    return "\n".join(lines).encode("latin-1", "replace")


def read_public(text: str) -> bytes:
    """A public key as it was copied.

    Raises:
        ValueError: it is none.
    """
    said = text.strip()
    if not said.startswith(PREFIX):
        raise ValueError(f"a key begins with {PREFIX}")
    raw = base64.b64decode(said.removeprefix(PREFIX) + "=", altchars=b"-_", validate=True)
    if len(raw) != 32 or public_text(raw) != said:
        raise ValueError("a key has 43 letters and digits after its beginning")
    return raw


def public_text(raw: bytes) -> str:
    """A public key for people to copy."""
    return PREFIX + base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def name_of(public: bytes) -> str:
    """What a key is called in signatures, and what people compare by telephone."""
    return base64.urlsafe_b64encode(hashlib.sha256(public).digest()[:12]).decode()
