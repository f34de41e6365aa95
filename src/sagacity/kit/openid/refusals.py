"""Why somebody who went to another house to be known there is not known when they come back: stable codes."""


class NotProven(Exception):
    """The way there and back proved nothing."""

    reason = "not_proven"


class ProviderDown(NotProven):
    """The other server does not answer, not in time, or not as it should."""

    reason = "app_down"


class CodeRefused(NotProven):
    """The other server does not take the code."""

    reason = "code_refused"


class ClientRefused(NotProven):
    """The other server does not know the city, or its key: nothing the person can mend."""

    reason = "client_refused"


class TokenRefused(NotProven):
    """The token is not believed."""

    reason = "token_refused"


class MalformedToken(TokenRefused):
    reason = "malformed_token"


class WrongAlgorithm(TokenRefused):
    """Another algorithm than was agreed, such as none."""

    reason = "wrong_algorithm"


class UnknownKey(TokenRefused):
    reason = "unknown_key"


class BadSignature(TokenRefused):
    reason = "bad_signature"


class WrongIssuer(TokenRefused):
    reason = "wrong_issuer"


class WrongAudience(TokenRefused):
    """Made for another service."""

    reason = "wrong_audience"


class ExpiredToken(TokenRefused):
    reason = "expired_token"


class NotYetToken(TokenRefused):
    """Made in the future, by more than clocks differ."""

    reason = "not_yet_token"


class OldToken(TokenRefused):
    """Made long before the way began."""

    reason = "old_token"


class WrongNonce(TokenRefused):
    """The answer to another question."""

    reason = "wrong_nonce"


class OtherSubject(TokenRefused):
    """Token and facts speak of two people."""

    reason = "other_subject"
