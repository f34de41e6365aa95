"""Do jobs and deliver news in this one process."""

import argparse

import django

from sagacity.site import processes


def run(arguments: list[str]) -> int:
    argparse.ArgumentParser("./sagacity worker", description=__doc__).parse_args(arguments)
    django.setup()
    processes.worker()
    return 0
