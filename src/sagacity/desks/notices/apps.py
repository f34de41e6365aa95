from django.apps import AppConfig


class NoticesDeskConfig(AppConfig):
    name = "sagacity.desks.notices"
    label = "desk_notices"
