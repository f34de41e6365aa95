"""What the health page says of the audit log."""

from datetime import timedelta

from sagacity.kit import clock, providers
from sagacity.kit.audit import chain, models


def offer() -> None:
    providers.offer_check("audit", check)


def check() -> providers.Check:
    """Whether lines get their seals."""
    waiting = chain.unsealed()
    oldest = models.Line.objects.order_by("-id")[waiting - 1 : waiting].first() if waiting else None
    late = oldest is not None and clock.now() - oldest.at > timedelta(minutes=10)
    return providers.Check(name="audit", ok=not late, detail=f"{waiting} lines wait for their seal")
