from django.apps import AppConfig


class TalkDeskConfig(AppConfig):
    name = "sagacity.desks.talk"
    label = "desk_talk"
