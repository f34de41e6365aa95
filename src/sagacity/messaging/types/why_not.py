"""Why a notice did not reach somebody by one channel: stable codes, for which desks have words."""

from enum import StrEnum


class WhyNot(StrEnum):
    """All that is written down, beside `http_404` and `smtp_550`: what a service answered, by number."""

    # Not sent, on purpose
    CAP = "cap"  # the person has had their share of the day
    QUIET = "quiet"  # it would be over before their quiet hours are
    EXPIRED = "expired"
    RECALLED = "recalled"
    # Nobody to send it to
    NO_ENDPOINT = "no_endpoint"
    UNUSABLE_KEYS = "unusable_keys"
    UNUSABLE_ADDRESS = "unusable_address"
    NOT_PUBLIC = "not_public"  # the address points where our machines must not go
    # The outside party
    TIME_OUT = "time_out"
    NO_CONNECTION = "no_connection"
    MONTHLY_LIMIT = "monthly_limit"
    TOO_LONG = "too_long"
    # What a provider of another house may answer without saying more
    GONE = "gone"
    LATER = "later"
    REFUSED = "refused"
    FAILED = "failed"
