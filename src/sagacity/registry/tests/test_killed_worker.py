"""kill -9 in the middle of a check and of an approval: nothing is lost, nothing is doubled."""

from pathlib import Path

import pytest

from sagacity.kit.testing.house import House, wait_until

pytestmark = pytest.mark.slow

ROWS = 60_000
RECEIVE = f"""
import pathlib
from sagacity.kit import clock
from sagacity.registry import api as registry
from sagacity.registry.tests.desk import KOGA, aed, as_csv
import io
rows = [aed(n, f"施設{{n}}", 緯度=f"{{33.15 + n / 200000:.6f}}", 経度="130.300000") for n in range({ROWS})]
run = registry.receive(file=io.BytesIO(as_csv(rows)), name="aed.csv", by=KOGA, at=clock.now(), kind="aed")
tell(run.key)
"""
LOOK = """
from sagacity.registry import api as registry, models
(run,) = registry.runs()
numbers = list(models.StagedRow.objects.values_list("number", flat=True))
tell({
    "state": str(run.state), "rows": run.rows, "applied": run.applied, "problem": run.problem,
    "staged": len(numbers), "different": len(set(numbers)),
    "places": models.Place.objects.count(), "records": models.Record.objects.count(),
    "versions": models.RecordVersion.objects.count(), "editions": models.Edition.objects.count(),
})
"""
SUBMIT = """
from sagacity.kit import clock
from sagacity.registry import api as registry
from sagacity.registry.tests.desk import KOGA
(run,) = registry.runs()
registry.submit(key=run.key, by=KOGA, at=clock.now())
"""
APPROVE = """
from sagacity.kit import clock
from sagacity.kit.policy import Person
from sagacity.registry import api as registry
(run,) = registry.runs()
try:
    registry.approve(key=run.key, by=Person("urn:ngsi-ld:Person:{who}", "{who}", "staff"), at=clock.now())
except registry.NotNow:
    pass
"""
APPROVALS = """
from sagacity.kit.audit.models import Line
from sagacity.kit.jobs.models import Job
tell([
    Line.objects.filter(action="registry.approve").count(),
    Job.objects.filter(function__endswith="apply_run").count(),
])
"""


def _state(house: House) -> str:
    return str(house.run(LOOK)["state"])


def test_a_check_and_an_approval_survive_killed_workers_and_two_approvers(
    house: House, tmp_path: Path
) -> None:
    house.run(RECEIVE)
    checker = house.start_worker()
    wait_until(lambda: house.run(LOOK)["staged"] >= 1000, what="the first batches")
    house.kill(checker)
    between = house.run(LOOK)
    assert between["state"] == "checking"
    assert 1000 <= between["staged"] < ROWS

    second = house.start_worker()
    wait_until(lambda: _state(house) == "checked", what="the end of the check")
    checked = house.run(LOOK)
    assert (checked["staged"], checked["different"]) == (ROWS, ROWS)
    assert (checked["rows"], checked["applied"]) == (ROWS, ROWS)
    house.kill(second)

    house.run(SUBMIT)
    at_once = [house.start(APPROVE.format(who=who)) for who in ("nakamura", "eguchi")]
    assert [process.wait(180) for process in at_once] == [0, 0]
    assert house.run(APPROVALS) == [1, 1], "two people approved at once: one of them is told"
    applier = house.start_worker()
    wait_until(lambda: _job_runs(house), what="the approval being worked on")
    house.kill(applier)
    assert house.run(LOOK)["records"] == 0, "an approval is all or nothing"
    assert _state(house) == "applying"

    house.start_worker()
    wait_until(lambda: _state(house) == "applied", what="the end of the approval")
    after = house.run(LOOK)
    assert {after[name] for name in ("places", "records", "versions")} == {ROWS}
    assert after["editions"] == 1


def _job_runs(house: House) -> bool:
    return bool(
        house.run(
            "from sagacity.kit.jobs.models import Job; "
            "tell(Job.objects.filter(function__endswith='apply_run', state='running').exists())"
        )
    )
