"""What the health page says of direct debit."""

from sagacity.kit.providers import Check
from sagacity.ledger.debit.providers import hosted

NAME = hosted.CHECK


def bank_page() -> Check:
    """Whether the bank's page answers to the city's key."""
    page = hosted.from_settings()
    if page is None:
        return Check(NAME, ok=True, detail="not connected: no SAGACITY_DEBIT_URL")
    return page.check()
