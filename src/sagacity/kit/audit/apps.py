from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "sagacity.kit.audit"
    label = "kit_audit"

    def ready(self) -> None:
        from sagacity.kit.audit import health

        health.offer()
