"""What the demonstration's bank does on demand: what real ones do, and a forger, who is nobody's."""

from enum import StrEnum


class Mischief(StrEnum):
    """Chosen on the bank's page."""

    NONE = ""
    ACCOUNT = "account"  # no account of this number
    NAME = "name"  # the account has another name
    BRANCH = "branch"  # no such branch
    LATE = "late"  # the bank decides later, when nobody is at its page any more
    LOST = "lost"  # the bank agrees; neither return nor webhook
    FORGED = "forged"  # nobody agreed; somebody else says so


REFUSES = {Mischief.ACCOUNT, Mischief.NAME, Mischief.BRANCH}
