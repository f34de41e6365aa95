"""Why a certificate or a signature is refused: each reason is an exception of its own, with a stable code."""


class CertificateRefused(Exception):
    """The certificate or the signature is not believed."""

    reason = "refused"


class Malformed(CertificateRefused):
    """The bytes are no certificate."""

    reason = "malformed"


class ForeignIssuer(CertificateRefused):
    """No trusted authority has issued it."""

    reason = "foreign_ca"


class AlteredCertificate(CertificateRefused):
    """The authority's signature on it does not hold."""

    reason = "altered_certificate"


class Expired(CertificateRefused):
    """Its time is over."""

    reason = "expired"


class NotYetValid(CertificateRefused):
    """Its time has not begun."""

    reason = "not_yet_valid"


class Revoked(CertificateRefused):
    """The authority has revoked it."""

    reason = "revoked"


class NotShownUnrevoked(CertificateRefused):
    """No list of revoked certificates is at hand that says anything about it; a good path is not enough."""

    reason = "no_revocation_information"


class StaleRevocation(NotShownUnrevoked):
    """The list of revoked certificates is too old."""

    reason = "stale_revocation_information"


class WrongPolicy(CertificateRefused):
    """It was issued for something else."""

    reason = "wrong_policy"


class AuthenticationCannotSign(WrongPolicy):
    """The user authentication certificate proves who is there; it signs no filing."""

    reason = "authentication_cannot_sign"


class SigningCannotAuthenticate(WrongPolicy):
    """The signature certificate is no key to the door."""

    reason = "signing_cannot_authenticate"


class WrongUsage(CertificateRefused):
    """Its key is for something else than signatures."""

    reason = "wrong_key_usage"


class BrokenPath(CertificateRefused):
    """The path to the authority breaks a rule of RFC 5280."""

    reason = "broken_path"


class FactsMissing(CertificateRefused):
    """One of the six otherNames is missing, stands twice, or cannot be read."""

    reason = "facts_missing"


class SwappedFields(FactsMissing):
    """Address and the marks of its letters stand in each other's place."""

    reason = "swapped_fields"


class BadBirthDate(FactsMissing):
    """The birth date names an era in which its year does not lie, or no day at all."""

    reason = "bad_birth_date"


class MalformedSignature(CertificateRefused):
    """The bytes are no signature of exactly one person with their certificate."""

    reason = "malformed_signature"


class OtherContent(CertificateRefused):
    """The signature is of another document."""

    reason = "other_content"


class AlteredSignature(CertificateRefused):
    """The signature does not hold."""

    reason = "altered_signature"


class WeakAlgorithm(CertificateRefused):
    """The signature was made by a method that is no longer strong enough."""

    reason = "weak_algorithm"
