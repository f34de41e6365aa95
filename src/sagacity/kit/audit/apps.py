from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "sagacity.kit.audit"
    label = "kit_audit"
