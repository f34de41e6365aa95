from django.apps import AppConfig


class TalkConfig(AppConfig):
    name = "sagacity.miniapps.talk"
    label = "talk"
