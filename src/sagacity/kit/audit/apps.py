from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "sagacity.kit.audit"
    label = "kit_audit"

    def ready(self) -> None:
        from sagacity.kit import policy
        from sagacity.kit.audit import health, refusals

        health.offer()
        policy.offer_witness(refusals.at_a_door)
