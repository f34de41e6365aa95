from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "sagacity.messaging"
    label = "messaging"

    def ready(self) -> None:
        from functools import partial

        from sagacity.kit import keeping, leaving, providers
        from sagacity.messaging import people, topics
        from sagacity.messaging.providers import chosen
        from sagacity.messaging.types import Channel

        for channel in (Channel.PUSH, Channel.MAIL, Channel.LINE):
            providers.offer_check(f"messaging.{channel}", partial(chosen.check_of, channel))
        keeping.offer_keeper(
            name="messaging",
            package=self.name,
            kept=lambda person: people.everything_kept(person=person),
            forget=lambda person: people.forget(person=person),
        )
        leaving.offer_table(key="followers", package=self.name, counted=topics.followers)
