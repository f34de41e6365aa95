"""Whether a detached CMS signature is of this document, by one person, with their signature certificate."""

from datetime import datetime
from hashlib import sha256, sha384, sha512
from typing import TYPE_CHECKING, Any

from sagacity.identity.verification.jpki import certificates, refusals, types

if TYPE_CHECKING:
    from asn1crypto.cms import SignedData, SignerInfo
    from asn1crypto.x509 import Certificate

_DIGESTS = {"sha256": sha256, "sha384": sha384, "sha512": sha512}


def check_signature(
    cms: bytes, content: bytes, *, trust: types.Trust, at: datetime
) -> types.CertificateFacts:
    """Believe a signature of a document, or say why not; the certificate is checked for signing.

    Raises:
        CertificateRefused: with its own subclass and `reason` for each cause.
    """
    signed = _signed_data(cms)
    signer = _only_signer(signed)
    certificate = _certificate_of(signed, signer)
    _demand_content(signed, signer, content)
    _demand_signature(signer, certificate, content)
    others = tuple(
        each.chosen.dump() for each in signed["certificates"] if each.chosen.dump() != certificate.dump()
    )
    whole = types.Trust(trust.roots, (*trust.chain, *others), trust.crls)
    return certificates.check_certificate(certificate.dump(), trust=whole, at=at, purpose=types.Purpose.SIGN)


def _signed_data(cms: bytes) -> "SignedData":
    from asn1crypto.cms import ContentInfo

    try:
        whole = ContentInfo.load(cms, strict=True)
        if whole["content_type"].native != "signed_data":
            raise refusals.MalformedSignature("no signed data")
        whole["content"].native  # noqa: B018  parses everything now
    except (ValueError, TypeError, KeyError) as problem:
        raise refusals.MalformedSignature(str(problem)) from problem
    return whole["content"]


def _only_signer(signed: "SignedData") -> "SignerInfo":
    if len(signed["signer_infos"]) != 1:
        raise refusals.MalformedSignature("one signer is wanted")
    return signed["signer_infos"][0]


def _certificate_of(signed: "SignedData", signer: "SignerInfo") -> "Certificate":
    sid = signer["sid"]
    for each in signed["certificates"]:
        if each.name != "certificate":
            continue
        certificate = each.chosen
        if sid.name == "issuer_and_serial_number":
            said = sid.chosen
            if (
                said["serial_number"].native == certificate.serial_number
                and said["issuer"] == certificate.issuer
            ):
                return certificate
        elif certificate.key_identifier == sid.native:
            return certificate
    raise refusals.MalformedSignature("the signer's certificate is missing")


def _demand_content(signed: "SignedData", signer: "SignerInfo", content: bytes) -> None:
    inside = signed["encap_content_info"]["content"].native
    if inside is not None and inside != content:
        raise refusals.OtherContent("another document lies inside")
    attributes = _attributes(signer)
    digest, kind = attributes.get("message_digest"), attributes.get("content_type")
    if not digest or not kind:
        raise refusals.MalformedSignature("digest or kind of content is missing")
    # RFC 5652, 11.1: the kind that was signed must be the kind that is told outside of the signature.
    if kind[0].native != signed["encap_content_info"]["content_type"].native:
        raise refusals.OtherContent("kind of content")
    if digest[0].native != _digest_of(signer)(content).digest():
        raise refusals.OtherContent("digest")


def _attributes(signer: "SignerInfo") -> "dict[str, Any]":
    """Signed attributes are always wanted: without them, one signature may pass for one of something else."""
    attributes = signer["signed_attrs"]
    if not attributes.native:
        raise refusals.MalformedSignature("no signed attributes")
    return {each["type"].native: each["values"] for each in attributes}


def _digest_of(signer: "SignerInfo"):  # type: ignore[no-untyped-def]
    name = signer["digest_algorithm"]["algorithm"].native
    if name not in _DIGESTS:
        raise refusals.WeakAlgorithm(str(name))
    return _DIGESTS[name]


def _demand_signature(signer: "SignerInfo", certificate: "Certificate", content: bytes) -> None:
    """RFC 5652, 5.4: what is signed is the SET OF attributes, not its implicit tag."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import padding, rsa
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    if signer["signature_algorithm"].signature_algo != "rsassa_pkcs1v15":
        raise refusals.WeakAlgorithm(signer["signature_algorithm"].signature_algo)
    digest = _digest_of(signer)().name
    key = load_der_public_key(certificate.public_key.dump())
    if not isinstance(key, rsa.RSAPublicKey) or key.key_size < 2048:
        raise refusals.WeakAlgorithm("key")
    algorithm = {"sha256": hashes.SHA256(), "sha384": hashes.SHA384(), "sha512": hashes.SHA512()}[digest]
    said = signer["signed_attrs"].untag().dump(force=True)
    try:
        key.verify(signer["signature"].native, said, padding.PKCS1v15(), algorithm)
    except InvalidSignature as problem:
        raise refusals.AlteredSignature from problem
