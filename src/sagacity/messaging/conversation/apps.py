from django.apps import AppConfig


class ConversationConfig(AppConfig):
    name = "sagacity.messaging.conversation"
    label = "messaging_conversation"

    def ready(self) -> None:
        from sagacity.kit import providers, seals
        from sagacity.messaging.conversation import sealing
        from sagacity.messaging.conversation.providers import chosen

        providers.offer_check(chosen.TRANSLATION, chosen.check_of_translator)
        providers.offer_check(chosen.SPEECH, chosen.check_of_recogniser)
        seals.offer_renewal("words of conversations at counters", sealing.renew)
