"""Run a whole city on this machine: --port N, --city KEY, --open-broker, --once to prove it and stop."""

import argparse
import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING

from sagacity.kit.city import api as city
from sagacity.site import environment, house, outside, sensors
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
        more = _history_ports(chosen.history_port)
        _set_environment(key, folder, listener, open_broker=chosen.open_broker)
        world = outside.prepare(folder)
        devices = sensors.prepare(city.folder(key), folder)
        return _run_house([listener, *more], world, devices, once=chosen.once)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("./sagacity demo", description=__doc__)
    parser.add_argument("--port", type=int, help=f"default: {PORT}, or the next free one")
    parser.add_argument("--city", default="", help="key of a city pack, such as example")
    parser.add_argument("--once", action="store_true", help="walk the main pages and an import, then stop")
    parser.add_argument(
        "--open-broker", action="store_true", help="the data-linkage platform asks nobody for a key"
    )
    parser.add_argument(
        "--history-port",
        type=int,
        help="a port of its own for the history (QuantumLeap); 0: any",
    )
    return parser


def _history_ports(asked: int | None) -> list[socket.socket]:
    if asked is None:
        return house.history_ports("127.0.0.1")
    listener = house.take_port("127.0.0.1", asked, or_next=False)
    os.environ["SAGACITY_HISTORY_PORT"] = str(listener.getsockname()[1])
    return [listener]


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


def _set_environment(key: str, folder: Path, listener: socket.socket, *, open_broker: bool) -> None:
    marker = folder / "city"
    if marker.exists() and (other := marker.read_text("utf-8").strip()) != key:
        raise environment.BrokenSetting(
            f"{folder} holds the data of {other!r}: choose another --data-dir for {key!r}"
        )
    marker.write_text(key, encoding="utf-8")
    os.environ["SAGACITY_DEMO"] = "1"
    os.environ["SAGACITY_PUBLIC_URL"] = f"http://localhost:{listener.getsockname()[1]}"
    os.environ["SAGACITY_BROKER_KEY"] = environment.secret("BROKER_KEY")
    if open_broker:
        os.environ["SAGACITY_BROKER_OPEN"] = "1"


def _run_house(
    listeners: list[socket.socket],
    world: outside.Outside,
    devices: sensors.Sensors | None,
    *,
    once: bool,
) -> int:
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
    listener, *more = listeners
    port = int(listener.getsockname()[1])
    supervisor = house.assemble(listener, *more, web=1, workers=1)
    supervisor.add("outside", world.work)
    if devices is not None:
        sensors.add(supervisor, devices, port=port, key=environment.secret("BROKER_KEY"))
    try:
        supervisor.start()
        if not house.wait_until_alive(supervisor, listener):
            complain(
                "サーバーが応答しません。上の行に理由があります。",
                "the server does not answer; see the lines above",
            )
            return 1
        outside.wait_until_there(world, supervisor.look)
        _greet(port, staff, world)
        if once:
            from sagacity.site import walk

            return walk.everything(port=port, staff=staff, look=supervisor.look)
        supervisor.tend()
        say("止めています", "stopping")
        return 0
    finally:
        supervisor.stop()


def _greet(port: int, staff: "list[identity.DemoStaff]", world: outside.Outside) -> None:
    show("")
    say("職員としてサインインする名前と合言葉", "sign-in names and passwords of staff (demonstration only)")
    for member in staff:
        show(f"    {member.login:<14}{member.password:<24}{member.name}（{member.role}）")
    show("")
    say("デモのメールはここに届きます", "mails of the demonstration arrive here")
    show(f"    {world.folder}")
    show("")
    say("データ連携基盤の鍵（ヘッダー X-API-Key）", "key of the data-linkage platform, header X-API-Key")
    show(f"Broker key: {environment.secret('BROKER_KEY')}")
    if history := environment.number("HISTORY_PORT"):
        show(f"History: http://localhost:{history}/v2")
    show("")
    show(f"Ready: http://localhost:{port}/")
