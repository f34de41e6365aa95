"""Look at the timetable in this one process."""

import argparse

import django

from sagacity.site import processes


def run(arguments: list[str]) -> int:
    argparse.ArgumentParser("./sagacity scheduler", description=__doc__).parse_args(arguments)
    django.setup()
    processes.scheduler()
    return 0
