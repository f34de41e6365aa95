"""A walk through the running house that proves it works: one line per step, the first failure ends it."""

import json
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sagacity.identity import api as identity
from sagacity.kit import clock
from sagacity.kit.city import api as city
from sagacity.registry import api as registry
from sagacity.registry import kinds
from sagacity.registry.types import RunState
from sagacity.site.bench import sample
from sagacity.site.speech import complain, show
from sagacity.site.visitor import Visitor

PATIENCE = 90.0
ROWS = 60


class DidNotWork(Exception):
    """What was seen instead of what should be there."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a step needs: the front door, who may sign in, and a look at the processes while waiting."""

    port: int
    staff: Sequence[identity.DemoStaff]
    look: Callable[[], None]


def everything(*, port: int, staff: Sequence[identity.DemoStaff], look: Callable[[], None]) -> int:
    """Walk all steps; answers the exit code."""
    house = Surroundings(port, staff, look)
    for japanese, english, step in STEPS:
        start = time.monotonic()
        try:
            proof = step(house)
        except Exception as problem:  # any failure of any page is what this walk is there to find
            complain(f"✗ {japanese}: {problem}", f"  {english} failed: {type(problem).__name__}")
            return 1
        show(f"✓ {japanese} / {english}: {proof} ({time.monotonic() - start:.1f} s)")
    return 0


def _home(house: Surroundings) -> str:
    answer = _page(house, "/")
    name = city.current().name["ja"]
    _must(name in answer, f"the home does not say {name}")
    return f"{len(answer):,} letters, says {name}"


def _garbage(house: Surroundings) -> str:
    from sagacity.registry.collection import api as collection

    _page(house, "/apps/garbage/")
    areas = len(collection.areas())
    _must(areas > 0 or not (city.folder() / "garbage").is_dir(), "the pack has rules, the page has no area")
    return f"{areas} areas"


def _places(house: Surroundings) -> str:
    _page(house, "/apps/places/")
    counts = registry.facet_counts()
    _must(bool(counts), "there is no place at all")
    return ", ".join(f"{kind} {count}" for kind, count in sorted(counts.items()))


def _catalogue(house: Surroundings) -> str:
    _page(house, "/catalog")
    said = json.loads(_page(house, "/api/3/action/package_list"))
    _must(said["success"] is True and bool(said["result"]), "the catalogue is empty")
    return f"{len(said['result'])} data sets"


def _staff(house: Surroundings) -> str:
    member = house.staff[0]
    answer = _signed_in(house, member).get("/staff/")
    _must(member.name in answer.text, f"the staff home does not greet {member.name}")
    return f"{member.name} ({member.login})"


def _import(house: Surroundings) -> str:
    """One file all the way: handed in, checked by the worker, approved by another, public, and taken back."""
    clerk = _signed_in(house, _who_may(house, "registry.import"))
    approver = _signed_in(house, _who_may(house, "registry.approve"))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "aed.csv"
        sample.aed_file(file, rows=ROWS, headings=_headings(), encoding="cp932")
        handed_in = clerk.send("/desk/data/upload/", file=file, kind="aed", edition="2000-01-01")
    page = urlsplit(handed_in.address).path
    _must(page.startswith("/desk/data/runs/"), f"the upload ended on {page}: {handed_in.title}")
    key = unquote(page.rstrip("/").rsplit("/", 1)[-1])
    report = _wait(house, key, RunState.CHECKED)
    if report.vanished:  # the city has defibrillators of its own, which this file does not list
        clerk.send(f"{page}answer-rule/", seen_on=page, rule="compare.vanished", choice="keep")
    clerk.send(f"{page}submit/", seen_on=page)
    approver.send(f"{page}approve/", seen_on=page)
    applied = _wait(house, key, RunState.APPLIED)
    slug = registry.dataset("aed").slug
    lines = _page(house, f"/data/{slug}.csv").splitlines()
    _must(len(lines) > applied.applied > 0, f"{applied.applied} rows went in, the CSV has {len(lines)} lines")
    approver.send(f"{page}undo/", seen_on=page, reason="demo --once")
    _wait(house, key, RunState.UNDONE)
    return f"{report.rows} rows in, {applied.applied} approved and public, then undone"


def _headings() -> list[str]:
    return [column.name for column in kinds.get("aed").columns][: sample.COLUMNS]


def _who_may(house: Surroundings, permission: str) -> identity.DemoStaff:
    for member in house.staff:
        if identity.person(login=member.login, at=clock.now()).may(permission):
            return member
    raise DidNotWork(f"nobody in the pack's staff.toml may {permission}")


def _wait(house: Surroundings, key: str, wanted: RunState) -> registry.ImportRun:
    deadline = time.monotonic() + PATIENCE
    while (run := registry.run(key)).state is not wanted:
        _must(run.state not in {RunState.REFUSED, RunState.CANCELLED}, f"{run.state}: {run.problem}")
        _must(time.monotonic() < deadline, f"still {run.state} after {PATIENCE:.0f} s; does the worker run?")
        house.look()
        time.sleep(0.2)
    return run


def _page(house: Surroundings, path: str) -> str:
    answer = Visitor(house.port).get(path)
    _must(answer.status == 200, f"GET {path} answers {answer.status}")
    return answer.text


def _signed_in(house: Surroundings, member: identity.DemoStaff) -> Visitor:
    visitor = Visitor(house.port)
    answer = visitor.send("/staff/sign-in/", login=member.login, password=member.password)
    _must(answer.status == 200 and "/staff/sign-in/" not in answer.address, f"{member.login} cannot sign in")
    return visitor


def _must(true: bool, otherwise: str) -> None:
    if not true:
        raise DidNotWork(otherwise)


STEPS: tuple[tuple[str, str, Callable[[Surroundings], str]], ...] = (
    ("市民のホーム", "residents' home", _home),
    ("ごみの日", "garbage", _garbage),
    ("地図と施設", "places", _places),
    ("オープンデータ", "open-data catalogue", _catalogue),
    ("職員のサインイン", "staff sign-in", _staff),
    ("データの取り込み", "import", _import),
)
