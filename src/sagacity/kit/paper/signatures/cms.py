"""The envelope of a signature (CMS, RFC 5652) with what PAdES-B asks for, and what is read back from one."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sagacity.kit.paper.signatures import der

if TYPE_CHECKING:
    from cryptography import x509

    from sagacity.kit.paper.signatures.signers import Signer

STAMP = "signature_time_stamp_token"
Stamp = Callable[[bytes], bytes]  # from a digest to the token (DER) of an authority, or to nothing


class Unreadable(ValueError):
    """These bytes are no signature as PAdES writes it."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a signature says, as far as it is judged here."""

    digest: bytes  # of the document, with SHA-256
    attributes: bytes  # what was signed, as DER
    value: bytes
    certificate: "x509.Certificate"
    names_certificate: bool  # the signed part says by which certificate, as PAdES asks for
    stamp: bytes  # token of a timestamp authority (DER), or nothing


def signed(digest: bytes, *, signer: "Signer", stamp: Stamp | None = None) -> bytes:
    """The envelope (DER) around a signature over the SHA-256 digest of a document.

    Written by hand around what the signer has made once: the same by a library takes fifty times as long.
    """
    attributes = signer.attributes(digest)
    value = signer.sign(der.set_of(attributes))
    token = stamp(hashlib.sha256(value).digest()) if stamp else b""
    one = der.sequence(
        der.number(1),
        signer.named,
        der.SHA256,
        der.tagged(0, attributes),
        signer.algorithm,
        der.octets(value),
        der.tagged(1, der.sequence(der.TIMESTAMP, der.set_of(token))) if token else b"",
    )
    data = der.sequence(
        der.number(1),
        der.set_of(der.SHA256),
        der.sequence(der.DATA),
        der.tagged(0, signer.certificates),
        der.set_of(one),
    )
    return der.sequence(der.SIGNED_DATA, der.tagged(0, data))


def read(envelope: bytes) -> Envelope:
    """What an envelope says; nothing is believed yet.

    Raises:
        Unreadable: it is none, or one of another kind.
    """
    from asn1crypto import (
        cms,
        tsp,  # noqa: F401  the attributes of PAdES are known once it is there
    )
    from cryptography import x509

    try:
        outer = cms.ContentInfo.load(envelope, strict=True)
        if outer["content_type"].native != "signed_data":
            raise Unreadable("no signature")
        data = outer["content"]
        (one,) = data["signer_infos"]
        said = {each["type"].native: each["values"] for each in one["signed_attrs"]}
        certificate = _certificate(data["certificates"], one["sid"].chosen)
        if one["digest_algorithm"]["algorithm"].native != "sha256":
            raise Unreadable("another digest")
        attributes = one["signed_attrs"].untag().dump()
        return Envelope(
            digest=bytes(said["message_digest"][0].native),
            attributes=bytes(attributes),
            value=bytes(one["signature"].native),
            certificate=x509.load_der_x509_certificate(certificate),
            names_certificate=_names(said, certificate),
            stamp=_stamp(one["unsigned_attrs"]),
        )
    except Unreadable:
        raise
    except Exception as problem:  # hostile bytes: each of the libraries has errors of its own
        raise Unreadable(type(problem).__name__) from problem


def is_signed_by(envelope: Envelope) -> bool:
    """Whether the key of the certificate made this signature."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

    key = envelope.certificate.public_key()
    try:
        if isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(envelope.value, envelope.attributes, ec.ECDSA(hashes.SHA256()))
        elif isinstance(key, rsa.RSAPublicKey):
            key.verify(envelope.value, envelope.attributes, padding.PKCS1v15(), hashes.SHA256())
        else:
            return False
    except InvalidSignature:
        return False
    return True


def _certificate(certificates: Any, named: Any) -> bytes:
    """The one certificate that the signature names."""
    for each in certificates:
        one = each.chosen
        if one.serial_number == named["serial_number"].native and one.issuer == named["issuer"]:
            return bytes(one.dump())
    raise Unreadable("its certificate is missing")


def _names(said: dict[str, Any], certificate: bytes) -> bool:
    named = said.get("signing_certificate_v2")
    if named is None:
        return False
    return bool(named[0]["certs"][0]["cert_hash"].native == hashlib.sha256(certificate).digest())


def _stamp(unsigned: Any) -> bytes:
    found = (
        [each["values"][0].dump() for each in unsigned if each["type"].native == STAMP] if unsigned else []
    )
    return bytes(found[0]) if found else b""
