"""A certificate authority for tests: issues both profiles of JPKI true to the letter, and every bad one."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache

from asn1crypto import core
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID, ObjectIdentifier

from sagacity.identity.verification.jpki import oids, types
from sagacity.identity.verification.providers.demo_cms import Lie, signed

HANAKO = {
    oids.NAME: "見本　花子",
    oids.NAME_SUBSTITUTES: "00000",
    oids.SEX: "2",
    oids.BIRTH_DATE: "319850401",
    oids.ADDRESS: "例示県例示市本町二丁目３番５号",
    oids.ADDRESS_SUBSTITUTES: "0" * 15,
}
USAGES = (
    "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
    "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
)  # fmt: skip
LIST_AT = "http://127.0.0.1/demo.crl"


@dataclass(frozen=True, slots=True)
class Card:
    """A certificate and its private key."""

    der: bytes
    key: rsa.RSAPrivateKey
    serial: int

    def signs(self, content: bytes, lie: Lie | None = None) -> bytes:
        """A detached CMS of the content."""
        return signed(content, certificate=self.der, key=self.key, lie=lie or Lie())

    def signs_digest(self, digest: bytes) -> bytes:
        """The same of a document whose SHA-256 alone is known."""
        return signed(b"", certificate=self.der, key=self.key, lie=Lie(), digest=digest)


@dataclass(frozen=True, slots=True)
class Wish:
    """How a certificate differs from a good one."""

    policy: str = oids.SIGNING_POLICY
    facts: dict[str, str] = field(default_factory=lambda: dict(HANAKO))
    from_days: int = -30
    until_days: int = 365 * 5
    has_list: bool = True
    subject: str = "000000000000000000000001"
    usages: frozenset[str] | None = None  # None: those of the profile
    holder: int = 9  # which key: 10 is one that is too short
    demands: str = ""  # the name of a critical extension that nobody knows
    twice: str = ""  # a fact that stands there a second time
    serial: int = 0  # one that was chosen before, such as one that stands on the list of revoked ones


@dataclass(slots=True)
class Authority:
    """One authority; its clock stands at `at`."""

    at: datetime
    name: str = "Test CA for JPKI profiles"
    number: int = 0  # which key it holds: another number is another authority
    under: "Authority | None" = None  # who signs its certificate; a root signs itself
    path_length: int | None = 0  # how many authorities may stand below it
    is_ca: bool = True
    revoked: list[int] = field(default_factory=list)
    issued: int = 0

    @property
    def root(self) -> bytes:
        """Its own certificate."""
        above = self.under or self
        years = timedelta(days=3650)
        serial = 1 if self.under is None else 500 + self.number
        builder = above._builder(self._subject, serial, self.at - years, self.at + years)
        builder = builder.public_key(_key(self.number).public_key())
        length = self.path_length if self.is_ca else None
        builder = builder.add_extension(x509.BasicConstraints(self.is_ca, length), critical=True)
        builder = builder.add_extension(_usage(ca=True), critical=True)
        builder = builder.add_extension(
            x509.SubjectKeyIdentifier.from_public_key(_key(self.number).public_key()), critical=False
        )
        identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(_key(above.number).public_key())
        builder = builder.add_extension(identifier, critical=False)
        return builder.sign(_key(above.number), hashes.SHA256()).public_bytes(Encoding.DER)

    def issue(self, wish: Wish | None = None) -> Card:
        wish = wish or Wish()
        self.issued += 1
        serial = wish.serial or 1000 * (self.number + 1) + self.issued
        name = x509.Name(
            [
                x509.NameAttribute(NameOID.COUNTRY_NAME, "JP"),
                x509.NameAttribute(NameOID.COMMON_NAME, wish.subject),
            ]
        )
        day = timedelta(days=1)
        builder = self._builder(name, serial, self.at + wish.from_days * day, self.at + wish.until_days * day)
        holder = _key(wish.holder)
        builder = builder.public_key(holder.public_key())
        usage = _usage(signs=bool(wish.facts)) if wish.usages is None else _only(wish.usages)
        builder = builder.add_extension(usage, critical=True)
        information = x509.PolicyInformation(ObjectIdentifier(wish.policy), None)
        builder = builder.add_extension(x509.CertificatePolicies([information]), critical=True)
        if wish.facts:
            builder = builder.add_extension(_alternative(wish.facts, wish.twice), critical=False)
        if wish.demands:
            unknown = x509.UnrecognizedExtension(ObjectIdentifier(wish.demands), b"\x05\x00")
            builder = builder.add_extension(unknown, critical=True)
        if wish.has_list:
            place = x509.DistributionPoint([x509.UniformResourceIdentifier(LIST_AT)], None, None, None)
            builder = builder.add_extension(x509.CRLDistributionPoints([place]), critical=False)
        identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(_key(self.number).public_key())
        builder = builder.add_extension(identifier, critical=False)
        certificate = builder.sign(_key(self.number), hashes.SHA256())
        return Card(certificate.public_bytes(Encoding.DER), holder, serial)

    def authentication(self, **other: object) -> Card:
        """A user authentication certificate: no facts at all."""
        return self.issue(replace(Wish(policy=oids.AUTHENTICATION_POLICY, facts={}), **other))  # type: ignore[arg-type]

    def crl(self, *, hours_old: int = 1, hours_good: int = 48) -> bytes:
        made = self.at - timedelta(hours=hours_old)
        builder = x509.CertificateRevocationListBuilder().issuer_name(self._subject)
        builder = builder.last_update(made).next_update(made + timedelta(hours=hours_good))
        for serial in self.revoked:
            entry = x509.RevokedCertificateBuilder().serial_number(serial)
            builder = builder.add_revoked_certificate(entry.revocation_date(made - timedelta(days=1)).build())
        identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(_key(self.number).public_key())
        builder = builder.add_extension(identifier, critical=False)
        builder = builder.add_extension(x509.CRLNumber(1), critical=False)
        return builder.sign(_key(self.number), hashes.SHA256()).public_bytes(Encoding.DER)

    def revoke(self, serial: int) -> "Authority":
        self.revoked.append(serial)
        return self

    def trust(self, *, crls: tuple[bytes, ...] | None = None) -> types.Trust:
        return types.Trust((self.root,), (), (self.crl(),) if crls is None else crls)

    @property
    def _subject(self) -> x509.Name:
        country = x509.NameAttribute(NameOID.COUNTRY_NAME, "JP")
        return x509.Name([country, x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, self.name)])

    def _builder(
        self, subject: x509.Name, serial: int, begins: datetime, ends: datetime
    ) -> x509.CertificateBuilder:
        builder = x509.CertificateBuilder().issuer_name(self._subject).subject_name(subject)
        builder = builder.serial_number(serial).not_valid_before(begins.astimezone(UTC))
        return builder.not_valid_after(ends.astimezone(UTC))


@cache
def _key(number: int) -> rsa.RSAPrivateKey:
    """Making a key takes a while; a story needs few."""
    return rsa.generate_private_key(public_exponent=65537, key_size=1024 if number == 10 else 2048)


def _only(named: frozenset[str]) -> x509.KeyUsage:
    return x509.KeyUsage(**{usage: usage in named for usage in USAGES})


def _usage(*, ca: bool = False, signs: bool = False) -> x509.KeyUsage:
    if ca:
        return _only(frozenset({"key_cert_sign", "crl_sign"}))
    return _only(frozenset({"digital_signature", *(["content_commitment"] if signs else [])}))


def _alternative(facts: dict[str, str], twice: str = "") -> x509.SubjectAlternativeName:
    names = [(oid, said) for oid, said in facts.items() for _ in range(1 + (oid == twice))]
    return x509.SubjectAlternativeName(
        [x509.OtherName(ObjectIdentifier(oid), core.UTF8String(said).dump()) for oid, said in names]
    )
