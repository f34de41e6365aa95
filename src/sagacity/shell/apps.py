from django.apps import AppConfig


class ShellConfig(AppConfig):
    name = "sagacity.shell"
    label = "shell"
