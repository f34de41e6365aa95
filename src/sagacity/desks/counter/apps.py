from django.apps import AppConfig


class CounterDeskConfig(AppConfig):
    name = "sagacity.desks.counter"
    label = "desk_counter"
