"""The house as a city starts and stops it: real processes, real signals."""

import json
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sagacity.site import sensors
from sagacity.site.tests.running import eventually_gone, house

# Web, worker, scheduler, the outside world of the demonstration, its sensors, and an MQTT broker if any.
HOUSEHOLD = 5 + (sensors.mosquitto() is not None)
Get = Callable[[str], tuple[int, str]]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.alone,
    pytest.mark.skipif(sys.platform != "linux", reason="skipped: needs /proc, as Linux has it"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Shared, so that only the first start of this module fills a city."""
    return tmp_path_factory.mktemp("city")


def test_a_demonstration_is_ready_well_and_leaves_nothing_behind(folder: Path) -> None:
    with house("demo", "--port", "0", folder=folder) as running:
        running.wait_for(r"^Ready: http://localhost:\d+/$")
        family = running.children()

        assert len(family) == HOUSEHOLD
        assert running.get("/healthz/live") == (200, '{"status": "alive"}\n')
        assert _becomes_well(running.get) == []

        code = running.end(signal.SIGTERM)

    assert code == 0
    assert eventually_gone(family)


def test_children_follow_a_parent_that_was_killed(folder: Path) -> None:
    with house("demo", "--port", "0", folder=folder) as running:
        running.wait_for("^Ready: ")
        family = running.children()

        running.end(signal.SIGKILL)

        assert len(family) == HOUSEHOLD
        assert eventually_gone(family)


def test_a_child_that_was_killed_is_started_again(folder: Path) -> None:
    with house("demo", "--port", "0", folder=folder) as running:
        running.wait_for("^Ready: ")
        before = running.children()

        for child in before:
            os.kill(child, signal.SIGKILL)

        assert eventually_gone(before)
        deadline = time.monotonic() + 30
        while len(running.children()) < HOUSEHOLD and time.monotonic() < deadline:
            time.sleep(0.1)
        assert len(running.children()) == HOUSEHOLD
        assert not set(running.children()) & set(before)
        assert _answers_again(running.get)


def test_two_houses_never_share_a_folder(folder: Path) -> None:
    with house("demo", "--port", "0", folder=folder) as first:
        first.wait_for("^Ready: ")
        with house("demo", "--port", "0", folder=folder) as second:
            code = second.process.wait(timeout=60)
            second.hear_out()

    assert code == 78
    assert "another Sagacity runs on" in "".join(second.lines)


def test_a_port_that_is_taken_is_said_so(folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with house("demo", "--port", str(port), folder=folder) as running:
            code = running.process.wait(timeout=60)
            running.hear_out()

    assert code == 78
    assert f"port {port} of 127.0.0.1 cannot be used" in "".join(running.lines)


def test_a_folder_of_one_city_is_not_opened_for_another(folder: Path) -> None:
    (folder / "city").write_text("elsewhere", encoding="utf-8")
    with house("demo", "--port", "0", folder=folder) as running:
        code = running.process.wait(timeout=60)
        running.hear_out()
    (folder / "city").unlink()

    assert code == 78
    assert "holds the data of 'elsewhere'" in "".join(running.lines)


def _becomes_well(get: Get) -> list[str]:
    """What is still unwell after the processes had time to sign in."""
    deadline = time.monotonic() + 30
    while True:
        status, body = get("/healthz")
        said = json.loads(body)
        if status == 200 or time.monotonic() > deadline:
            return list(said["unwell"])
        time.sleep(0.5)


def _answers_again(get: Get) -> bool:
    return bool(get("/healthz/live")[0] == 200)
