"""Run for real: check the settings, prepare, then serve with --web N and --workers N processes."""

import argparse

from sagacity.site import environment, house, safety
from sagacity.site.commands import check
from sagacity.site.speech import complain, say


def run(arguments: list[str]) -> int:
    chosen = _parser().parse_args(arguments)
    if safety.faults():
        return check.refuse()
    check.warn()
    with house.alone_in(environment.data_dir()):
        return _run_house(chosen)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("./sagacity up", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on; the proxy stands in front")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--web", type=int, default=2, help="processes that answer requests")
    parser.add_argument("--workers", type=int, default=1, help="processes that do jobs")
    parser.add_argument("--load-pack", action="store_true", help="read the city pack into the registry first")
    return parser


def _run_house(chosen: argparse.Namespace) -> int:
    import django

    from sagacity.site import prepare

    listener = house.take_port(chosen.host, chosen.port, or_next=False)
    more = house.history_ports(chosen.host)
    django.setup()
    house.in_steps(
        ("データベースを整えます", "preparing the database", prepare.tables),
        ("画面の部品を集めます", "collecting style sheets and scripts", prepare.files),
    )
    if chosen.load_pack:
        from sagacity.site import fill

        fill.pack()
    supervisor = house.assemble(listener, *more, web=chosen.web, workers=chosen.workers)
    try:
        supervisor.start()
        if not house.wait_until_alive(supervisor, listener):
            complain(
                "サーバーが応答しません。上の行に理由があります。",
                "the server does not answer; see the lines above",
            )
            return 1
        host, port = listener.getsockname()[:2]
        say(f"{environment.public_url()} のために {host}:{port} で始めました", f"serving on {host}:{port}")
        supervisor.tend()
        return 0
    finally:
        supervisor.stop()
