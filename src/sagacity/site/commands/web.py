"""Serve pages in this one process: --host ADDRESS --port N."""

import argparse

import django

from sagacity.site import house, processes, safety
from sagacity.site.commands import check
from sagacity.site.speech import say


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser("./sagacity web", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=8000)
    chosen = parser.parse_args(arguments)
    if safety.faults():
        return check.refuse()
    django.setup()
    listener = house.take_port(chosen.host, chosen.port, or_next=False)
    host, port = listener.getsockname()[:2]
    say("ページを配信します", f"serving pages on {host}:{port}")
    processes.web(listener, *house.history_ports(chosen.host))
    return 0
