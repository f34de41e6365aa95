"""Whether a certificate is believed: path, time, purpose, and always revocation."""

from datetime import datetime
from typing import TYPE_CHECKING

from sagacity.identity.verification.jpki import four_facts, oids, refusals, types

if TYPE_CHECKING:
    from asn1crypto.crl import CertificateList
    from asn1crypto.x509 import Certificate
    from pyhanko_certvalidator.errors import ValidationError

# hard-fail and soft-fail of the validator accept a revoked certificate that names no place of a list.
REVOCATION = "require"
_POLICY = {types.Purpose.SIGN: oids.SIGNING_POLICY, types.Purpose.AUTHENTICATE: oids.AUTHENTICATION_POLICY}


def check_certificate(
    der: bytes, *, trust: types.Trust, at: datetime, purpose: types.Purpose
) -> types.CertificateFacts:
    """Believe a certificate, or say why not.

    Raises:
        CertificateRefused: with its own subclass and `reason` for each cause, see `refusals.py`.
    """
    certificate = load(der)
    crls = _crls(trust)
    _validate_path(certificate, trust, crls, at)
    _demand_policy(certificate, purpose)
    _demand_usage(certificate)
    return types.CertificateFacts(
        purpose=purpose,
        subject=_common_name(certificate),
        serial=f"{certificate.serial_number:x}",
        valid_from=certificate.not_valid_before,
        valid_until=certificate.not_valid_after,
        checked_at=at,
        revocation_list_of=_list_of_issuer(certificate, crls),
        four_facts=four_facts.read(certificate) if purpose is types.Purpose.SIGN else None,
    )


def load(der: bytes) -> "Certificate":
    """One certificate, from DER or PEM."""
    from asn1crypto import pem, x509

    try:
        plain = pem.unarmor(der)[2] if pem.detect(der) else der
        certificate = x509.Certificate.load(plain, strict=True)
        certificate.native  # noqa: B018  parses everything now, so that nothing breaks later
    except (ValueError, TypeError) as problem:
        raise refusals.Malformed(str(problem)) from problem
    return certificate


def _crls(trust: types.Trust) -> "list[CertificateList]":
    from asn1crypto.crl import CertificateList

    return [CertificateList.load(each) for each in trust.crls]


def _validate_path(
    certificate: "Certificate", trust: types.Trust, crls: "list[CertificateList]", at: datetime
) -> None:
    from pyhanko_certvalidator import CertificateValidator, ValidationContext, errors

    roots, chain = [load(each) for each in trust.roots], [load(each) for each in trust.chain]
    context = ValidationContext(
        trust_roots=roots,
        other_certs=chain,
        moment=at,
        crls=crls,
        allow_fetching=False,
        revocation_mode=REVOCATION,
    )
    validator = CertificateValidator(certificate, intermediate_certs=chain, validation_context=context)
    try:
        _run(validator)
    except errors.PathBuildingError as problem:
        raise refusals.ForeignIssuer(str(problem)) from problem
    except errors.ValidationError as problem:
        raise _refusal(problem, certificate, [*chain, *roots]) from problem


def _run(validator: object) -> None:
    """The validator speaks asynchronously, though nothing is fetched: it never waits."""
    going = validator.async_validate_path()  # type: ignore[attr-defined]
    try:
        going.send(None)
    except StopIteration:
        return
    going.close()
    raise refusals.BrokenPath("the validator waits for something; nothing may be fetched here")


def _refusal(
    problem: "ValidationError", certificate: "Certificate", issuers: "list[Certificate]"
) -> refusals.CertificateRefused:
    from pyhanko_certvalidator import errors

    kinds: tuple[tuple[type[Exception], type[refusals.CertificateRefused]], ...] = (
        (errors.ExpiredError, refusals.Expired),
        (errors.NotYetValidError, refusals.NotYetValid),
        (errors.RevokedError, refusals.Revoked),
        (errors.StaleRevinfoError, refusals.StaleRevocation),
        (errors.InsufficientRevinfoError, refusals.NotShownUnrevoked),
        (errors.DisallowedAlgorithmError, refusals.WeakAlgorithm),
    )
    for kind, refusal in kinds:
        if isinstance(problem, kind):
            return refusal(str(problem))
    if not any(_signed_by(certificate, issuer) for issuer in issuers):
        return refusals.AlteredCertificate(str(problem))
    return refusals.BrokenPath(str(problem))


def _signed_by(certificate: "Certificate", issuer: "Certificate") -> bool:
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature

    mine, theirs = (
        x509.load_der_x509_certificate(certificate.dump()),
        x509.load_der_x509_certificate(issuer.dump()),
    )
    try:
        mine.verify_directly_issued_by(theirs)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _demand_policy(certificate: "Certificate", purpose: types.Purpose) -> None:
    """The policy says what for; a certificate of the other kind has an answer of its own."""
    policies = certificate.certificate_policies_value or ()
    named = {each["policy_identifier"].dotted for each in policies}
    if _POLICY[purpose] in named:
        return
    if oids.AUTHENTICATION_POLICY in named:
        raise refusals.AuthenticationCannotSign
    if oids.SIGNING_POLICY in named:
        raise refusals.SigningCannotAuthenticate
    raise refusals.WrongPolicy(", ".join(sorted(named)) or "none")


def _demand_usage(certificate: "Certificate") -> None:
    """RFC 5280, 4.2.1.3: a holder's key signs, for a moment or for good, and certifies nobody.

    Which of the two bits stands there differs by kind of certificate; the policy says what it is for.
    """
    usage = certificate.key_usage_value.native if certificate.key_usage_value else set()
    if usage.isdisjoint({"digital_signature", "non_repudiation"}) or "key_cert_sign" in usage:
        raise refusals.WrongUsage(", ".join(sorted(usage)) or "none")


def _common_name(certificate: "Certificate") -> str:
    return str(certificate.subject.native.get("common_name", ""))


def _list_of_issuer(certificate: "Certificate", crls: "list[CertificateList]") -> datetime:
    made: list[datetime] = [
        each["tbs_cert_list"]["this_update"].native
        for each in crls
        if each.issuer.hashable == certificate.issuer.hashable
    ]
    if not made:
        raise refusals.NotShownUnrevoked("no list of this authority")
    return max(made)
