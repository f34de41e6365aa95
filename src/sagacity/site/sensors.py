"""The demonstration's sensors: what the city pack lists, simulated; by MQTT too if there is a Mosquitto."""

import asyncio
import os
import shutil
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from sagacity.site import environment
from sagacity.site.outside import free_ports
from sagacity.site.supervisor import Supervisor

FILE = "sensors.toml"  # of the city pack
HOURS = 6.0  # of readings when the demonstration is started for the first time
_PLACES = "/usr/sbin:/usr/local/sbin:/opt/homebrew/sbin"


@dataclass(frozen=True, slots=True)
class Sensors:
    """``mosquitto`` is empty where there is no MQTT broker to start, or another one is set."""

    sites: Path
    folder: Path
    mosquitto: str = ""
    port: int = 0


def prepare(pack: Path, folder: Path) -> Sensors | None:
    """Look for sensors and an MQTT broker, and set its address; before settings are read."""
    if not (sites := pack / FILE).exists():
        return None
    program = mosquitto()
    if program is None or environment.text("MQTT_URL"):
        return Sensors(sites, folder)
    (port,) = free_ports(1)
    os.environ["SAGACITY_MQTT_URL"] = f"mqtt://127.0.0.1:{port}"
    return Sensors(sites, folder, program, port)


def mosquitto() -> str | None:
    """Where Mosquitto is, if it is installed; system folders are not on everybody's path."""
    return shutil.which("mosquitto", path=f"{os.environ.get('PATH', '')}:{_PLACES}")


def add(supervisor: Supervisor, sensors: Sensors, *, port: int, key: str) -> None:
    """Let them run beside the city, which answers on that port."""
    if sensors.mosquitto:
        supervisor.add("mqtt", lambda: _mosquitto(sensors))
    supervisor.add("sensors", lambda: _speak(sensors, f"http://127.0.0.1:{port}", key))


def _mosquitto(sensors: Sensors) -> None:
    """Become Mosquitto."""
    config = sensors.folder / "mosquitto.conf"
    lines = [f"listener {sensors.port} 127.0.0.1", "allow_anonymous true", "log_dest none"]
    if os.geteuid() == 0:
        lines.append("user root")
    config.write_text("\n".join([*lines, ""]), encoding="utf-8")
    os.execv(sensors.mosquitto, [sensors.mosquitto, "-c", str(config)])


def _speak(sensors: Sensors, url: str, key: str) -> None:
    import aiohttp
    import aiomqtt

    from sagacity.broker.sensors import demo, sites

    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    mqtt_url = environment.text("MQTT_URL")
    while True:
        try:
            asyncio.run(
                demo.run(
                    sites.read(sensors.sites),
                    url=url,
                    key="demo",
                    full_key=key,
                    mqtt_url=mqtt_url,
                    hours=HOURS,
                )
            )
        except (aiohttp.ClientError, aiomqtt.MqttError, OSError, RuntimeError):
            time.sleep(2)  # the city is still starting
