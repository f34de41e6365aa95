"""Run a whole city on this machine: --port N, --city KEY, --once to prove it and stop."""

import argparse
import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING

from sagacity.kit.city import api as city
from sagacity.site import environment, house
from sagacity.site.speech import complain, say, show

if TYPE_CHECKING:
    from sagacity.identity import api as identity

PORT = 8000


def run(arguments: list[str]) -> int:
    chosen = _parser().parse_args(arguments)
    key = _city(chosen.city)
    folder = _data_folder(key)
    with house.alone_in(folder):
        listener = house.take_port(
            "127.0.0.1", PORT if chosen.port is None else chosen.port, or_next=chosen.port is None
        )
        _set_environment(key, folder, listener)
        return _run_house(listener, once=chosen.once)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("./sagacity demo", description=__doc__)
    parser.add_argument("--port", type=int, help=f"default: {PORT}, or the next free one")
    parser.add_argument("--city", default="", help="key of a city pack, such as example")
    parser.add_argument("--once", action="store_true", help="walk the main pages and an import, then stop")
    return parser


def _city(named: str) -> str:
    if named:
        os.environ["SAGACITY_CITY"] = named
    try:
        return city.current().key
    except city.BrokenPack as problem:
        raise environment.BrokenSetting(str(problem)) from problem


def _data_folder(key: str) -> Path:
    """Each city has a folder of its own, so that no city finds another's data."""
    if not environment.text("DATA_DIR"):
        os.environ["SAGACITY_DATA_DIR"] = str(environment.data_dir() / f"demo-{key}")
    return environment.data_dir()


def _set_environment(key: str, folder: Path, listener: socket.socket) -> None:
    marker = folder / "city"
    if marker.exists() and (other := marker.read_text("utf-8").strip()) != key:
        raise environment.BrokenSetting(
            f"{folder} holds the data of {other!r}: choose another --data-dir for {key!r}"
        )
    marker.write_text(key, encoding="utf-8")
    os.environ["SAGACITY_DEMO"] = "1"
    os.environ["SAGACITY_PUBLIC_URL"] = f"http://localhost:{listener.getsockname()[1]}"


def _run_house(listener: socket.socket, *, once: bool) -> int:
    import django

    from sagacity.site import prepare

    say("プログラムを読み込みます", "loading the program")
    django.setup()
    house.in_steps(
        ("データベースを整えます", "preparing the database", prepare.tables),
        ("画面の部品を集めます", "collecting style sheets and scripts", prepare.files),
    )
    from sagacity.site import fill

    staff = fill.everything()
    port = int(listener.getsockname()[1])
    supervisor = house.assemble(listener, web=1, workers=1)
    try:
        supervisor.start()
        if not house.wait_until_alive(supervisor, listener):
            complain(
                "サーバーが応答しません。上の行に理由があります。",
                "the server does not answer; see the lines above",
            )
            return 1
        _greet(port, staff)
        if once:
            from sagacity.site import walk

            return walk.everything(port=port, staff=staff, look=supervisor.look)
        supervisor.tend()
        say("止めています", "stopping")
        return 0
    finally:
        supervisor.stop()


def _greet(port: int, staff: "list[identity.DemoStaff]") -> None:
    show("")
    say("職員としてサインインする名前と合言葉", "sign-in names and passwords of staff (demonstration only)")
    for member in staff:
        show(f"    {member.login:<14}{member.password:<24}{member.name}（{member.role}）")
    show("")
    show(f"Ready: http://localhost:{port}/")
