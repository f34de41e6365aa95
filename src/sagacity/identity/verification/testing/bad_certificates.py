"""Every bad certificate and signature that stories know, and the reason each is refused with."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from sagacity.identity.verification.jpki import oids, refusals
from sagacity.identity.verification.jpki.types import Trust
from sagacity.identity.verification.providers.demo_authority import HANAKO, Authority, Card, Wish
from sagacity.identity.verification.providers.demo_cms import Lie

Refusal = type[refusals.CertificateRefused]
Story = Callable[[Authority], tuple[Card | bytes, Trust]]
SignatureStory = Callable[[Authority], tuple[bytes, Trust]]
DOCUMENT = "申請書\n".encode()


def wished(**other: object) -> Story:
    return lambda ca: (ca.issue(replace(Wish(), **other)), ca.trust())  # type: ignore[arg-type]


def facts(changed: Mapping[str, str | None]) -> dict[str, str]:
    return {oid: said for oid, said in {**HANAKO, **changed}.items() if said is not None}


def _revoked(**other: object) -> Story:
    def story(ca: Authority) -> tuple[Card, Trust]:
        card = ca.issue(replace(Wish(), **other))  # type: ignore[arg-type]
        return card, ca.revoke(card.serial).trust()

    return story


def _altered(ca: Authority) -> tuple[bytes, Trust]:
    der = bytearray(ca.issue().der)
    place = bytes(der).index("花子".encode())
    der[place : place + 6] = "月子".encode()
    return bytes(der), ca.trust()


def _swapped() -> dict[str, str]:
    return facts(
        {oids.ADDRESS: HANAKO[oids.ADDRESS_SUBSTITUTES], oids.ADDRESS_SUBSTITUTES: HANAKO[oids.ADDRESS]}
    )


def chained(ca: Authority, **other: object) -> tuple[Authority, Authority]:
    """A root, and an authority below it that issues."""
    root = Authority(ca.at, "Root", 2, path_length=1)
    below: Authority = replace(Authority(ca.at, "Below", 3, under=root), **other)  # type: ignore[arg-type]
    return root, below


def between(ca: Authority, *, has_chain: bool = True, **other: object) -> tuple[Card, Trust]:
    """A card issued by the authority below, and what a city knows."""
    root, below = chained(ca, **other)
    chain = (below.root,) if has_chain else ()
    return below.issue(), Trust((root.root,), chain, (root.crl(), below.crl()))


def _short_path(ca: Authority) -> tuple[Card, Trust]:
    root = Authority(ca.at, "Root", 2, path_length=2)
    middle = Authority(ca.at, "Middle", 3, under=root, path_length=0)
    below = Authority(ca.at, "Below", 4, under=middle)
    crls = (root.crl(), middle.crl(), below.crl())
    return below.issue(), Trust((root.root,), (middle.root, below.root), crls)


def _revoked_between(ca: Authority) -> tuple[Card, Trust]:
    root, below = chained(ca)
    root.revoke(500 + below.number)
    return below.issue(), Trust((root.root,), (below.root,), (root.crl(), below.crl()))


BAD: dict[str, tuple[Story, Refusal]] = {
    "expired": (wished(until_days=-1), refusals.Expired),
    "not yet valid": (wished(from_days=1), refusals.NotYetValid),
    "revoked, naming where the list lies": (_revoked(), refusals.Revoked),
    "revoked, naming no list": (_revoked(has_list=False), refusals.Revoked),
    "no list at hand": (lambda ca: (ca.issue(), ca.trust(crls=())), refusals.NotShownUnrevoked),
    "no list at hand and none named": (
        lambda ca: (ca.issue(Wish(has_list=False)), ca.trust(crls=())),
        refusals.NotShownUnrevoked,
    ),
    "a list of somebody else": (
        lambda ca: (ca.issue(), ca.trust(crls=(Authority(ca.at, "Other", 1).crl(),))),
        refusals.NotShownUnrevoked,
    ),
    "a list signed by somebody else": (
        lambda ca: (ca.issue(), ca.trust(crls=(Authority(ca.at, number=1).crl(),))),
        refusals.NotShownUnrevoked,
    ),
    "a list too old": (
        lambda ca: (ca.issue(), ca.trust(crls=(ca.crl(hours_old=100),))),
        refusals.StaleRevocation,
    ),
    "a policy nobody knows": (wished(policy=f"{oids.BASE}.1.9.99"), refusals.WrongPolicy),
    "an authentication certificate": (
        lambda ca: (ca.authentication(), ca.trust()),
        refusals.AuthenticationCannotSign,
    ),
    "a key for encryption": (wished(usages=frozenset({"key_encipherment"})), refusals.WrongUsage),
    "a key for no use at all": (wished(usages=frozenset({"data_encipherment"})), refusals.WrongUsage),
    "a key that signs certificates": (
        wished(usages=frozenset({"digital_signature", "key_cert_sign"})),
        refusals.WrongUsage,
    ),
    "swapped fields": (wished(facts=_swapped()), refusals.SwappedFields),
    "no facts": (wished(facts={}), refusals.FactsMissing),
    "a missing fact": (wished(facts=facts({oids.ADDRESS: None})), refusals.FactsMissing),
    "a fact that stands there twice": (wished(twice=oids.NAME), refusals.FactsMissing),
    "an empty name": (wished(facts=facts({oids.NAME: ""})), refusals.FactsMissing),
    "marks that are none": (wished(facts=facts({oids.NAME_SUBSTITUTES: "x"})), refusals.FactsMissing),
    "an unknown sex": (wished(facts=facts({oids.SEX: "7"})), refusals.FactsMissing),
    "a day that is none": (wished(facts=facts({oids.BIRTH_DATE: "319850231"})), refusals.BadBirthDate),
    "a year outside its era": (wished(facts=facts({oids.BIRTH_DATE: "519850401"})), refusals.BadBirthDate),
    "another authority": (
        lambda ca: (Authority(ca.at, "Other", 1).issue(), ca.trust()),
        refusals.ForeignIssuer,
    ),
    "another authority of the same name": (
        lambda ca: (Authority(ca.at, number=1).issue(), ca.trust()),
        refusals.ForeignIssuer,
    ),
    "nothing trusted": (lambda ca: (ca.issue(), Trust((), (), (ca.crl(),))), refusals.ForeignIssuer),
    "the certificate between is missing": (
        lambda ca: between(ca, has_chain=False),
        refusals.ForeignIssuer,
    ),
    "an issuer that is no authority": (lambda ca: between(ca, is_ca=False), refusals.BrokenPath),
    "an authority that may have none below it": (_short_path, refusals.BrokenPath),
    "an authority that was revoked": (_revoked_between, refusals.Revoked),
    "a demand that nobody knows": (wished(demands="1.2.392.200149.99.1"), refusals.BrokenPath),
    "a changed letter": (_altered, refusals.AlteredCertificate),
    "no certificate": (lambda ca: (b"no certificate", ca.trust()), refusals.Malformed),
    "bytes after its end": (lambda ca: (ca.issue().der + b"\0", ca.trust()), refusals.Malformed),
}


def _signs(lie: Lie | None = None, **other: object) -> SignatureStory:
    return lambda ca: (ca.issue(replace(Wish(), **other)).signs(DOCUMENT, lie), ca.trust())  # type: ignore[arg-type]


def _flipped(ca: Authority) -> tuple[bytes, Trust]:
    cms = ca.issue().signs(DOCUMENT)
    return cms[:-1] + bytes([cms[-1] ^ 1]), ca.trust()


def _revoked_signer(ca: Authority) -> tuple[bytes, Trust]:
    card = ca.issue(Wish(has_list=False))
    return card.signs(DOCUMENT), ca.revoke(card.serial).trust()


BAD_SIGNATURES: dict[str, tuple[SignatureStory, Refusal]] = {
    "another document": (lambda ca: (ca.issue().signs(b"other"), ca.trust()), refusals.OtherContent),
    "another document inside": (_signs(Lie(inside=b"other")), refusals.OtherContent),
    "another kind of content": (_signs(Lie(kind="signed_data")), refusals.OtherContent),
    "an altered signature": (_flipped, refusals.AlteredSignature),
    "no digest": (_signs(Lie(without="message_digest")), refusals.MalformedSignature),
    "no kind of content": (_signs(Lie(without="content_type")), refusals.MalformedSignature),
    "no signed attributes": (_signs(Lie(bare=True)), refusals.MalformedSignature),
    "two signers": (_signs(Lie(signers=2)), refusals.MalformedSignature),
    "nobody's signature": (_signs(Lie(signers=0)), refusals.MalformedSignature),
    "without its certificate": (_signs(Lie(alone=True)), refusals.MalformedSignature),
    "no signature": (lambda ca: (b"none", ca.trust()), refusals.MalformedSignature),
    "a certificate alone": (lambda ca: (ca.issue().der, ca.trust()), refusals.MalformedSignature),
    "a weak digest": (_signs(Lie(digest="sha1")), refusals.WeakAlgorithm),
    "another way of signing": (_signs(Lie(pss=True)), refusals.WeakAlgorithm),
    "a short key": (_signs(holder=10), refusals.WeakAlgorithm),
    "an authentication certificate": (
        lambda ca: (ca.authentication().signs(DOCUMENT), ca.trust()),
        refusals.AuthenticationCannotSign,
    ),
    "an expired certificate": (_signs(until_days=-1), refusals.Expired),
    "a revoked certificate": (_revoked_signer, refusals.Revoked),
    "a certificate that was never shown unrevoked": (
        lambda ca: (ca.issue().signs(DOCUMENT), ca.trust(crls=())),
        refusals.NotShownUnrevoked,
    ),
    "a foreign authority": (
        lambda ca: (Authority(ca.at, "Other", 1).issue().signs(DOCUMENT), ca.trust()),
        refusals.ForeignIssuer,
    ),
}
