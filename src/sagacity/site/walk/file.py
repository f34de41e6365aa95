"""A file on its way: in, approved, public, and taken back."""

import tempfile
import time
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sagacity.registry import api as registry
from sagacity.registry import kinds
from sagacity.registry.types import RunState
from sagacity.site.bench import sample
from sagacity.site.walk.house import PATIENCE, Surroundings, must, page_of, signed_in, who_may

ROWS = 60


def import_and_undo(house: Surroundings) -> str:
    """One file all the way: handed in, checked by the worker, approved by another, public, and taken back."""
    clerk = signed_in(house, who_may(house, "registry.import"))
    approver = signed_in(house, who_may(house, "registry.approve"))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "aed.csv"
        sample.aed_file(file, rows=ROWS, headings=_headings(), encoding="cp932")
        handed_in = clerk.send("/desk/data/upload/", file=file, kind="aed", edition="2000-01-01")
    page = urlsplit(handed_in.address).path
    must(page.startswith("/desk/data/runs/"), f"the upload ended on {page}: {handed_in.title}")
    key = unquote(page.rstrip("/").rsplit("/", 1)[-1])
    report = _wait(house, key, RunState.CHECKED)
    if report.vanished:  # the city has defibrillators of its own, which this file does not list
        clerk.send(f"{page}answer-rule/", seen_on=page, rule="compare.vanished", choice="keep")
    clerk.send(f"{page}submit/", seen_on=page)
    approver.send(f"{page}approve/", seen_on=page)
    applied = _wait(house, key, RunState.APPLIED)
    slug = registry.dataset("aed").slug
    lines = page_of(house, f"/data/{slug}.csv").splitlines()
    must(len(lines) > applied.applied > 0, f"{applied.applied} rows went in, the CSV has {len(lines)} lines")
    approver.send(f"{page}undo/", seen_on=page, reason="demo --once")
    _wait(house, key, RunState.UNDONE)
    return f"{report.rows} rows in, {applied.applied} approved and public, then undone"


def _headings() -> list[str]:
    return [column.name for column in kinds.get("aed").columns][: sample.COLUMNS]


def _wait(house: Surroundings, key: str, wanted: RunState) -> registry.ImportRun:
    deadline = time.monotonic() + PATIENCE
    while (run := registry.run(key)).state is not wanted:
        must(run.state not in {RunState.REFUSED, RunState.CANCELLED}, f"{run.state}: {run.problem}")
        must(time.monotonic() < deadline, f"still {run.state} after {PATIENCE:.0f} s; does the worker run?")
        house.look()
        time.sleep(0.2)
    return run
