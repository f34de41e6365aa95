"""A broker in a process of its own."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time


class Process:
    """A broker in a process of its own; ``kill`` leaves it no time for anything."""

    def __init__(self, store: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.store = store
        self.more: list[str] = []
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [
            "-m",
            "sagacity.broker",
            "--store",
            self.store,
            "--port",
            str(self.port),
            "--open",
            *self.more,
        ]
        self.process = subprocess.Popen([sys.executable, *command, "--pauses", "100:500"], env=os.environ)
        deadline = time.monotonic() + 30
        while True:
            try:
                assert self.send("GET", "/version") == 200
                return
            except OSError:
                assert time.monotonic() < deadline, "the broker did not start"
                time.sleep(0.05)

    def kill(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()

    def send(self, method: str, path: str, body: object = None, *, tenant: str = "") -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        headers = {"Content-Type": "application/json"} if body is not None else {}
        headers |= {"Fiware-Service": tenant} if tenant else {}
        connection.request(method, path, json.dumps(body).encode() if body is not None else None, headers)
        status = connection.getresponse().status
        connection.close()
        return status
