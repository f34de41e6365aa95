"""The key the city signs documents with: made at first use, kept in a file beside the other secrets.

Of keys that sign no more only the certificate stays: documents signed by them are still the city's.
"""

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from sagacity.kit import house_secrets
from sagacity.kit.city import api as city
from sagacity.kit.paper.signatures.signers import Signer

if TYPE_CHECKING:
    from cryptography import x509

    from sagacity.kit.paper.signatures.signers import Private

LIFE = timedelta(days=3653)
_FIRST = "00000000000000"
_KEY, _CERTIFICATE = ".key.pem", ".certificate.pem"


@dataclass(frozen=True, slots=True)
class NotAKeyFile(Exception):
    """The file that the setting names holds no key with its certificate."""

    why: str


def current(*, at: datetime) -> Signer:
    """The key that signs now; made when there is none yet."""
    if settings.DOCUMENT_KEY_FILE:
        return _given(settings.DOCUMENT_KEY_FILE, settings.DOCUMENT_KEY_PASSWORD)
    found = sorted(_folder().glob(f"*{_KEY}"))
    if not found:
        _make(_FIRST, at=at)
        found = sorted(_folder().glob(f"*{_KEY}"))
    return _read(found[-1])


def certificates(*, at: datetime) -> "list[x509.Certificate]":
    """That of now and those of keys that signed before: whoever checks a document needs them."""
    own = [_certificate(path) for path in sorted(_folder().glob(f"*{_CERTIFICATE}"))]
    now = current(at=at).certificate
    return [*(one for one in own if one != now), now]


def rotate(*, at: datetime) -> str:
    """Sign with a new key from now on; of the old one only the certificate stays.

    Raises:
        CannotChange: the key was given to us in a file.
    """
    if settings.DOCUMENT_KEY_FILE:
        raise house_secrets.CannotChange(
            f"it lies in {settings.DOCUMENT_KEY_FILE}: put the new key there, and the certificate of the old "
            f"one into {_folder()} as NAME{_CERTIFICATE}"
        )
    current(at=at)
    name = f"{at:%Y%m%d%H%M%S}"
    _make(name, at=at)
    for path in _folder().glob(f"*{_KEY}"):
        if path.name != f"{name}{_KEY}":
            path.unlink()
    return name


def as_secret() -> house_secrets.Secret:
    """The key as one of the secrets of the house."""
    return house_secrets.Secret(
        name="document-key",
        what="signs certificates, permits and other documents that are given out",
        files=(f"documents/*{_KEY}",),
        rotate=lambda at: (
            f"{rotate(at=at)} signs from now on; documents given out before stay valid, and "
            "the old key is gone"
        ),
    )


def _folder() -> Path:
    folder = Path(settings.DATA_DIR) / "secrets" / "documents"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _make(name: str, *, at: datetime) -> None:
    """Several processes may start at once: whoever links the key first decides, certificate and all."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    private = ec.generate_private_key(ec.SECP256R1())
    certificate = certified(private, at=at).public_bytes(serialization.Encoding.PEM)
    key = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    _link(_folder() / f"{name}{_KEY}", key + certificate)
    winner = _read(_folder() / f"{name}{_KEY}").certificate
    _link(_folder() / f"{name}{_CERTIFICATE}", winner.public_bytes(serialization.Encoding.PEM))


def _link(path: Path, content: bytes) -> None:
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def certified(private: "Private", *, at: datetime) -> "x509.Certificate":
    """A certificate of the city's own about its key: nobody above it vouches."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.x509.oid import NameOID

    city_name = city.current().name["ja"]
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "JP"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, city_name),
            x509.NameAttribute(NameOID.COMMON_NAME, city_name),
        ]
    )
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at.astimezone(UTC) - timedelta(days=1))
        .not_valid_after(at.astimezone(UTC) + LIFE)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(private.public_key()), critical=False)
        .sign(private, hashes.SHA256())
    )


@lru_cache(maxsize=4)
def _read(path: Path) -> Signer:
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    content = path.read_bytes()
    certificate = x509.load_pem_x509_certificate(content)
    return _signer(load_pem_private_key(content, None), certificate, ())


@lru_cache(maxsize=2)
def _given(file: str, password: str) -> Signer:
    """A key with its certificate from elsewhere, as PKCS #12."""
    from cryptography.hazmat.primitives.serialization import pkcs12

    try:
        found = pkcs12.load_pkcs12(Path(file).read_bytes(), password.encode() or None)
    except (OSError, ValueError) as problem:
        raise NotAKeyFile(f"{file}: {problem}") from problem
    if found.key is None or found.cert is None:
        raise NotAKeyFile(f"{file} holds no key, or no certificate")
    return _signer(
        found.key, found.cert.certificate, tuple(one.certificate for one in found.additional_certs)
    )


def _signer(
    private: object, certificate: "x509.Certificate", chain: "tuple[x509.Certificate, ...]"
) -> Signer:
    from cryptography.hazmat.primitives.asymmetric import ec, rsa
    from cryptography.x509.oid import NameOID

    if not isinstance(private, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
        raise NotAKeyFile("the key is neither of RSA nor of an elliptic curve")
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return Signer(str(names[0].value) if names else "", private, certificate, chain)


@lru_cache(maxsize=16)
def _certificate(path: Path) -> "x509.Certificate":
    from cryptography import x509

    return x509.load_pem_x509_certificate(path.read_bytes())
