"""`up` for real settings: several web processes, no demonstration."""

import urllib.request
from pathlib import Path

import pytest

from sagacity.site.outside import free_ports
from sagacity.site.tests.running import eventually_gone, house

pytestmark = [pytest.mark.slow, pytest.mark.alone]


def test_a_house_for_real_serves_with_several_processes_and_stops_clean(tmp_path: Path) -> None:
    (history,) = free_ports(1)
    words = ("--port", "0", "--web", "2", "--workers", "1")
    with house("up", *words, folder=tmp_path, SAGACITY_HISTORY_PORT=str(history)) as running:
        port = running.wait_for(r"serving on 127\.0\.0\.1:(\d+)")[1]
        family = running.children()

        assert len(family) == 4
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz/live", timeout=10) as answer:
            assert answer.status == 200
        with urllib.request.urlopen(f"http://127.0.0.1:{history}/health", timeout=10) as answer:
            assert answer.status == 200
        assert running.end() == 0

    assert eventually_gone(family)
    assert not any("Ready: " in line for line in running.lines)


def test_a_house_does_not_start_with_unsafe_settings(tmp_path: Path) -> None:
    with house("up", "--port", "0", folder=tmp_path, SAGACITY_PUBLIC_URL="http://city.example.jp") as running:
        code = running.process.wait(timeout=60)
        running.hear_out()

    assert code == 1
    assert "SAGACITY_PUBLIC_URL" in "".join(running.lines)
    assert not (tmp_path / "city.sqlite3").exists()
