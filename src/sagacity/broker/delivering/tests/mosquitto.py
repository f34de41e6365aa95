"""A real MQTT broker for tests, and somebody who listens to it."""

import shutil
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import paho.mqtt.client as paho
import pytest
from paho.mqtt.enums import CallbackAPIVersion

_FOLDERS = "/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin"
USER, PASSWORD = "sagacity", "secret"


class Mosquitto:
    """Mosquitto on a free port of this machine; it lets in one user alone."""

    def __init__(self, folder: Path) -> None:
        program = shutil.which("mosquitto", path=_FOLDERS)
        if program is None:
            pytest.skip("no Mosquitto")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        passwords, self._config = folder / "passwords", folder / "mosquitto.conf"
        passwords.touch(mode=0o600)
        making = shutil.which("mosquitto_passwd", path=_FOLDERS)
        assert making is not None
        subprocess.run([making, "-b", str(passwords), USER, PASSWORD], check=True, capture_output=True)
        self._config.write_text(
            f"listener {self.port} 127.0.0.1\nallow_anonymous false\npassword_file {passwords}\nuser root\n"
            f"persistence true\npersistence_location {folder}/\nautosave_interval 1\n"
            "autosave_on_changes true\n",
            encoding="utf-8",
        )
        self._program = program
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"mqtt://127.0.0.1:{self.port}"

    def start(self) -> None:
        self._process = subprocess.Popen(
            [self._program, "-c", str(self._config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        deadline = time.monotonic() + 10
        while True:
            with socket.socket() as caller:
                if caller.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            assert time.monotonic() < deadline, "Mosquitto did not start"
            time.sleep(0.02)

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(10)
            self._process = None


class Listener:
    """Hears everything that is published, also what came while it was away."""

    def __init__(self, mosquitto: Mosquitto) -> None:
        self.heard: list[paho.MQTTMessage] = []
        self._ready = False
        self._client = paho.Client(CallbackAPIVersion.VERSION2, client_id="listener", clean_session=False)
        self._client.username_pw_set(USER, PASSWORD)
        self._client.on_message = lambda client, data, message: self.heard.append(message)
        self._client.on_subscribe = lambda *_: setattr(self, "_ready", True)
        self._client.connect("127.0.0.1", mosquitto.port)
        self._client.subscribe("#", qos=2)
        self._client.loop_start()
        self._wait(lambda: self._ready)

    def wait_for(self, count: int) -> list[paho.MQTTMessage]:
        self._wait(lambda: len(self.heard) >= count)
        return self.heard

    def _wait(self, done: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 10
        while not done():
            assert time.monotonic() < deadline, f"{len(self.heard)} messages came"
            time.sleep(0.01)

    def stop(self) -> None:
        self._client.disconnect()
        self._client.loop_stop()
