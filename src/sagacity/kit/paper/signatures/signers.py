"""A key that signs documents, with the certificate that names whose it is."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sagacity.kit.paper.signatures import der

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec, rsa

    Private = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass(frozen=True)
class Signer:
    """One key of the city; what all its signatures share is made once."""

    name: str  # who signs, as readers of PDF show it
    private: "Private"
    certificate: "x509.Certificate"
    chain: tuple["x509.Certificate", ...] = ()

    def sign(self, said: bytes) -> bytes:
        """The signature over these bytes."""
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

        if isinstance(self.private, rsa.RSAPrivateKey):
            return self.private.sign(said, padding.PKCS1v15(), hashes.SHA256())
        return self.private.sign(said, ec.ECDSA(hashes.SHA256()))

    def attributes(self, digest: bytes) -> bytes:
        """What is signed (RFC 5652, 5035): the digest of a document, and by which certificate."""
        told = der.sequence(der.MESSAGE_DIGEST, der.set_of(der.octets(digest)))
        return b"".join(sorted((*self._told_always, told)))

    @cached_property
    def algorithm(self) -> bytes:
        """What `sign` does, as an envelope says it."""
        from cryptography.hazmat.primitives.asymmetric import rsa

        return der.SHA256_RSA if isinstance(self.private, rsa.RSAPrivateKey) else der.SHA256_ECDSA

    @cached_property
    def named(self) -> bytes:
        """Its certificate by issuer and number."""
        return der.sequence(
            self.certificate.issuer.public_bytes(), der.number(self.certificate.serial_number)
        )

    @cached_property
    def certificates(self) -> bytes:
        """Its certificate and those above it."""
        return b"".join(sorted(map(_as_der, (self.certificate, *self.chain))))

    @cached_property
    def _told_always(self) -> tuple[bytes, bytes]:
        digest = der.octets(hashlib.sha256(_as_der(self.certificate)).digest())
        which = der.sequence(der.sequence(der.sequence(digest)))
        return (
            der.sequence(der.CONTENT_TYPE, der.set_of(der.DATA)),
            der.sequence(der.SIGNING_CERTIFICATE, der.set_of(which)),
        )


def _as_der(certificate: "x509.Certificate") -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding

    return certificate.public_bytes(Encoding.DER)
