from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "sagacity.kit.proposals"
    label = "kit_proposals"
