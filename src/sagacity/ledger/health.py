"""What the health page says of the ledger."""

from sagacity.kit.providers import Check
from sagacity.ledger.providers import hosted

NAME = "ledger.payments"


def payments() -> Check:
    """Whether the payment company answers to the city's key."""
    provider = hosted.from_settings()
    if provider is None:
        return Check(NAME, ok=True, detail="not connected: no SAGACITY_PAYMENT_URL")
    return provider.check()
