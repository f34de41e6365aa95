"""kill -9 of web, worker and scheduler while a file is on its way: nothing is lost, nothing is doubled."""

import json
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.error import URLError
from urllib.parse import unquote, urlsplit

import pytest

from sagacity.registry import kinds
from sagacity.site.bench import sample
from sagacity.site.tests.running import House, house
from sagacity.site.visitor import Answer, Visitor

pytestmark = [
    pytest.mark.slow,
    pytest.mark.alone,
    pytest.mark.skipif(sys.platform != "linux", reason="skipped: needs /proc, as Linux has it"),
]
ROWS = 8_000
PATIENCE = 180.0


def test_a_file_arrives_once_although_everything_was_killed_on_its_way(tmp_path: Path) -> None:
    file = tmp_path / "aed.csv"
    headings = [column.name for column in kinds.get("aed").columns][: sample.COLUMNS]
    sample.aed_file(file, rows=ROWS, headings=headings, encoding="cp932")
    with house("demo", "--port", "0", folder=tmp_path / "city") as running:
        port = int(running.wait_for(r"^Ready: http://localhost:(\d+)/$")[1])
        koga, nakamura = _signed_in(running, port, "koga"), _signed_in(running, port, "nakamura")

        _half_an_upload(port)
        _kill_all(running)
        _again(lambda: koga.get("/desk/data/"))
        handed_in = koga.send("/desk/data/upload/", file=file, kind="aed")
        page = urlsplit(handed_in.address).path
        _kill_all(running)
        _until(koga, page, lambda report: report["rows"] == ROWS and _is_checked(koga, page))

        koga.send(f"{page}submit/", seen_on=page)
        nakamura.send(f"{page}approve/", seen_on=page)
        _kill_all(running)
        lines = _published(nakamura, page)

    assert unquote(page).startswith("/desk/data/runs/urn:ngsi-ld:")
    assert len(lines) == ROWS + 1
    assert len({line.split(",")[1] for line in lines[1:]}) == ROWS


def _signed_in(running: House, port: int, login: str) -> Visitor:
    password = running.wait_for(rf"^\s+{login}\s+(\S+)")[1]
    visitor = Visitor(port)
    assert visitor.send("/staff/sign-in/", login=login, password=password).status == 200
    return visitor


def _half_an_upload(port: int) -> None:
    """A browser that promises a megabyte and stays silent after some bytes."""
    with socket.create_connection(("localhost", port), timeout=30) as line:
        head = "POST /desk/data/upload/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n"
        line.sendall(f"{head}Content-Type: multipart/form-data; boundary=x\r\n\r\n--x\r\n".encode())


def _kill_all(running: House) -> None:
    for child in running.children():
        os.kill(child, signal.SIGKILL)


def _again(ask: Callable[[], Answer]) -> Answer:
    """Ask until the house answers again."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            answer = ask()
        except (URLError, OSError):
            assert time.monotonic() < deadline, "the house does not answer any more"
            time.sleep(0.3)
            continue
        return answer


def _until(visitor: Visitor, page: str, happened: Callable[[dict[str, int]], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        answer = _again(lambda: visitor.get(f"{page}report.json"))
        if answer.status == 200 and happened(json.loads(answer.text)["files"][0]):
            return
        assert time.monotonic() < deadline, answer.text[:500]
        time.sleep(0.5)


def _is_checked(visitor: Visitor, page: str) -> bool:
    """Only a checked run offers to be submitted."""
    return "submit/" in _again(lambda: visitor.get(page)).text


def _published(visitor: Visitor, page: str) -> list[str]:
    """The lines of the public file, once the approval has been carried out."""
    deadline = time.monotonic() + PATIENCE
    while True:
        answer = _again(lambda: visitor.get("/data/412015_aed.csv"))
        lines = answer.text.splitlines()
        if answer.status == 200 and len(lines) > 1:
            return lines
        assert time.monotonic() < deadline, _again(lambda: visitor.get(page)).text[:2000]
        time.sleep(0.5)
