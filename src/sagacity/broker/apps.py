from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.conf import settings

if TYPE_CHECKING:
    from sagacity.kit.providers import Check


class BrokerConfig(AppConfig):
    name = "sagacity.broker"
    label = "broker"

    def ready(self) -> None:
        from sagacity.kit import providers

        providers.offer_check("broker", _check)
        if settings.BROKER_ORIONS:
            providers.offer_check("orion", _check_orions)


def _check() -> "Check":
    from sagacity.broker import health  # only a process that is asked needs the platform

    return health.check()


def _check_orions() -> "Check":
    from sagacity.broker import health

    return health.check_orions()
