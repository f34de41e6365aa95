"""What goes wrong on demand at the demonstration's payment company."""

from enum import StrEnum


class Mischief(StrEnum):
    """Chosen on the payment page; each happens with real payment companies, but the forger is nobody's."""

    NONE = ""
    FIRST = "first"  # the webhook arrives before the payer comes back
    LATE = "late"  # the webhook arrives long after the payer
    LOST = "lost"  # no webhook; the payer comes back
    NO_RETURN = "no_return"  # a webhook; the payer closes the page
    NOTHING = "nothing"  # neither: only who asks learns it
    DOUBLED = "doubled"  # the webhook comes twice, and the payer too
    REORDERED = "reordered"  # "paid" before "waiting"
    FORGED = "forged"  # nobody paid; somebody else says so, by webhook and return
    AMOUNT = "amount"  # another amount came
    CURRENCY = "currency"  # another currency came
    DECLINED = "declined"
    TIMEOUT = "timeout"
    CHARGED_BACK = "charged_back"  # paid, and taken back soon afterwards
