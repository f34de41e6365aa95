"""What the health page says of the outbox."""

from datetime import timedelta

from sagacity.kit import clock, providers
from sagacity.kit.signals import models


def offer() -> None:
    providers.offer_check("outbox", check)


def check() -> providers.Check:
    """Whether news reaches its receivers: nothing given up, nothing waiting for long."""
    waiting, dead = models.Message.objects.waiting(), models.Message.objects.dead().count()
    late = waiting.filter(announced_at__lt=clock.now() - timedelta(minutes=10)).count()
    detail = f"{waiting.count()} waiting, {late} of them for more than 10 minutes, {dead} given up"
    return providers.Check(name="outbox", ok=not dead and not late, detail=detail)
