"""Detached CMS signatures (RFC 5652) as a card's application makes them, and ones that lie."""

from dataclasses import dataclass

from asn1crypto import cms
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

_HASHES = {"sha256": hashes.SHA256(), "sha1": hashes.SHA1()}


@dataclass(frozen=True, slots=True)
class Lie:
    """How a signature differs from a good one."""

    inside: bytes | None = None  # a document that lies within
    digest: str = "sha256"
    without: str = ""  # an attribute that is not there
    kind: str = "data"  # of what is signed, as the attribute says
    signers: int = 1
    bare: bool = False  # no signed attributes at all
    alone: bool = False  # without the certificate
    pss: bool = False


def signed(
    content: bytes, *, certificate: bytes, key: rsa.RSAPrivateKey, lie: Lie, digest: bytes = b""
) -> bytes:
    """The content signed, and not within; whoever was given its digest alone names that."""
    mine = cms.Certificate.load(certificate)
    signer = _signer(content, digest or _digest(content, lie), mine, key, lie)
    encapsulated = {"content_type": "data"} | ({"content": lie.inside} if lie.inside is not None else {})
    said = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [{"algorithm": lie.digest}],
            "encap_content_info": encapsulated,
            "certificates": [] if lie.alone else [mine],
            "signer_infos": [signer] * lie.signers,
        }
    )
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": said}).dump())


def _digest(content: bytes, lie: Lie) -> bytes:
    digest = hashes.Hash(_HASHES[lie.digest])
    digest.update(content)
    return digest.finalize()


def _signer(
    content: bytes, digest: bytes, mine: cms.Certificate, key: rsa.RSAPrivateKey, lie: Lie
) -> cms.SignerInfo:
    attributes = {"content_type": lie.kind, "message_digest": digest}
    attributes.pop(lie.without, None)
    kept = cms.CMSAttributes([{"type": name, "values": [value]} for name, value in attributes.items()])
    way = padding.PSS(mgf=padding.MGF1(hashes.SHA256()), salt_length=32) if lie.pss else padding.PKCS1v15()
    signature = key.sign(content if lie.bare else kept.dump(), way, _HASHES[lie.digest])
    said = {
        "version": "v1",
        "sid": cms.SignerIdentifier(
            {"issuer_and_serial_number": {"issuer": mine.issuer, "serial_number": mine.serial_number}}
        ),
        "digest_algorithm": {"algorithm": lie.digest},
        "signature_algorithm": {"algorithm": "rsassa_pss" if lie.pss else "rsassa_pkcs1v15"},
        "signature": signature,
    }
    return cms.SignerInfo(said if lie.bare else said | {"signed_attrs": kept})
