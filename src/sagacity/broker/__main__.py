"""The broker alone, without pages: python -m sagacity.broker --store FILE-OR-URL [--port N] [--open]."""

import argparse
import sys

import uvicorn

from sagacity.broker.assembly import Service
from sagacity.broker.delivering.pace import Pace
from sagacity.broker.passing.orions import Orions
from sagacity.broker.settings import Settings


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser("python -m sagacity.broker", description=__doc__)
    parser.add_argument("--store", required=True, help="path of a SQLite file, or postgresql://…")
    parser.add_argument("--port", type=int, default=1026)
    parser.add_argument("--open", action="store_true", help="no key is needed; loopback only")
    parser.add_argument("--key", default="", help="a key that may do everything")
    parser.add_argument("--mqtt", default="", help="mqtt://host:port of the devices' broker")
    parser.add_argument("--pauses", default="", help="FIRST:LONGEST pause after a failure, in milliseconds")
    parser.add_argument("--orion", default="", help="address of an Orion that all calls pass to")
    parser.add_argument("--relay", default="", help="address at which that Orion reaches us")
    chosen = parser.parse_args(arguments)
    settings = Settings(
        store=chosen.store,
        public_url=f"http://127.0.0.1:{chosen.port}",
        open=chosen.open,
        full_key=chosen.key,
        mqtt_url=chosen.mqtt,
        pace=Pace.of(chosen.pauses),
        orions=Orions(usual=chosen.orion, relay_url=chosen.relay),
    )
    uvicorn.run(
        Service(settings),
        host="127.0.0.1",
        port=chosen.port,
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=False,
        lifespan="on",
        proxy_headers=False,
        http="httptools",
        loop="uvloop",
    )


if __name__ == "__main__":
    main(sys.argv[1:])
