from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from sagacity.identity.testing import StaffActor
from sagacity.registry import api as registry


class DataDesk:
    """Koga hands files in and answers; Nakamura lets them go public. All of it over HTTP."""

    def __init__(self, koga: StaffActor, nakamura: StaffActor, deliver: Callable[..., int]) -> None:
        self.koga, self.nakamura, self.deliver = koga, nakamura, deliver

    def hands_in(self, *files: tuple[str, bytes], **more: str) -> list[registry.ImportRun]:
        """Send files with one form and let the worker check them; the runs in the order of the files."""
        before = {run.key for run in registry.runs(limit=500)}
        tables = [SimpleUploadedFile(name, content) for name, content in files]
        answer = self.koga.client.post("/desk/data/upload/", {"tables": tables, **more})
        assert answer.status_code == 302, answer.content.decode()
        self.deliver()
        new = [run for run in registry.runs(limit=500) if run.key not in before]
        order = {name: place for place, (name, _) in enumerate(files)}
        return sorted(new, key=lambda run: order.get(run.file, -1))

    def answers(
        self, run: registry.ImportRun, row: int | None, column: str, choice: str
    ) -> registry.ImportRun:
        """Answer a line of the report; without a row, one about the whole file."""
        line = f"{'' if row is None else row}|{column}"
        self.koga.sends(f"/desk/data/runs/{run.key}/answer/", line=line, choice=choice)
        return registry.run(run.key)

    def publishes(self, run: registry.ImportRun) -> registry.ImportRun:
        self.koga.sends(f"/desk/data/runs/{run.key}/submit/")
        self.nakamura.sends(f"/desk/data/runs/{run.key}/approve/")
        self.deliver()
        return registry.run(run.key)


@pytest.fixture
def data_desk(
    koga: StaffActor, nakamura: StaffActor, deliver: Callable[..., int], settings: Settings, tmp_path: Path
) -> DataDesk:
    settings.MEDIA_ROOT = tmp_path / "files"
    return DataDesk(koga, nakamura, deliver)
