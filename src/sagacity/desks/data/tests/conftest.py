from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from sagacity.broker import api as broker
from sagacity.identity.testing import StaffActor
from sagacity.registry import api as registry

HEADINGS = ("全国地方公共団体コード", "ID", "名称", "所在地_連結表記", "緯度", "経度", "電話番号")
GOOD = ("412015", "0000000001", "市役所 本庁舎", "佐賀県佐賀市栄町1-1", "33.2636", "130.3009", "0952-24-3151")


def table(*rows: tuple[str, ...], headings: tuple[str, ...] = HEADINGS) -> bytes:
    """Rows as Japanese Excel saves them."""
    lines = [",".join(headings), *(",".join(row) for row in rows)]
    return ("\r\n".join(lines) + "\r\n").encode("cp932")


class Desk:
    """The data desk in front of koga."""

    def __init__(self, koga: StaffActor, deliver: Callable[..., int]) -> None:
        self.koga, self.deliver = koga, deliver

    def hands_in(self, content: bytes, *, name: str = "412015_aed.csv", **more: Any) -> registry.ImportRun:
        """Send a file and let the worker check it."""
        file = SimpleUploadedFile(name, content)
        answer = self.koga.client.post("/desk/data/upload/", {"tables": file, **more})
        assert answer.status_code == 302, answer.content.decode()
        self.deliver()
        return registry.run(answer["Location"].split("/")[4])

    def presses(self, run: registry.ImportRun, button: str, **fields: Any) -> registry.ImportRun:
        self.koga.sends(f"/desk/data/runs/{run.key}/{button}/", **fields)
        self.deliver()
        return registry.run(run.key)

    def shows(self, run: registry.ImportRun, page: str = "", **query: Any) -> str:
        return self.koga.sees(f"/desk/data/runs/{run.key}/{page}", **query)


@pytest.fixture
def desk(koga: StaffActor, deliver: Callable[..., int], settings: Settings, tmp_path: Path) -> Desk:
    settings.MEDIA_ROOT = tmp_path / "files"
    return Desk(koga, deliver)


@pytest.fixture(autouse=True)
def platform(settings: Settings, tmp_path: Path) -> Iterator[None]:
    """An empty data-linkage platform of its own."""
    settings.BROKER_STORE = str(tmp_path / "broker.sqlite3")
    yield
    broker.rest()
