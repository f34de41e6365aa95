"""Hand everything over to Django's own commands: ./sagacity manage migrate."""

from django.core.management import execute_from_command_line


def run(arguments: list[str]) -> int:
    execute_from_command_line(["./sagacity manage", *arguments])
    return 0
