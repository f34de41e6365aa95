"""A list of 200,000 rows × 31 columns read and checked, then laid ready and committed."""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from sagacity.site.bench import Figure, machine, sample, sandbox

ROWS = 200_000
SIZE = f"{ROWS:,} rows × {sample.COLUMNS} columns"


def measure() -> Iterator[Figure]:
    with sandbox.house() as folder:
        for encoding, name in (("utf-8", "UTF-8"), ("cp932", "CP932")):
            file = folder / f"aed-{encoding}.csv"
            sandbox.in_own_process(__name__, "write", str(file), encoding, folder=folder)
            found = sandbox.in_own_process(__name__, "check", str(file), folder=folder)
            about = f"{SIZE}, {name}, {file.stat().st_size / 1e6:.1f} MB, {found['messages']:,} messages"
            yield Figure("import.check_cpu_s", found["cpu_s"], "s", about, goal=8)
            yield Figure("import.peak_mb", found["peak_mb"], "MB", about, goal=100)
        found = sandbox.in_own_process(__name__, "commit", str(file), folder=folder)
        about = f"{SIZE}, CP932, {found['applied']:,} rows taken in"
        yield Figure(
            "import.stage_s", found["stage_s"], "s", f"{about}; wall time of the check with its report kept"
        )
        yield Figure(
            "import.commit_s", found["commit_s"], "s", f"{about}; wall time of the approval", goal=60
        )
        yield Figure(
            "import.duplicates_s",
            found["duplicates_s"],
            "s",
            f"{about}; wall time of the job that looks for places standing there twice, after the commit",
        )
        yield Figure("import.commit_peak_mb", found["peak_mb"], "MB", about)


def _write(path: Path, encoding: str) -> dict[str, object]:
    from sagacity.registry import kinds

    headings = [column.name for column in kinds.get("aed").columns][: sample.COLUMNS]
    sample.aed_file(path, rows=ROWS, headings=headings, encoding=encoding)
    return {}


def _check(path: Path) -> dict[str, object]:
    from sagacity.kit.city import api as city
    from sagacity.registry import kinds
    from sagacity.registry.checking import check
    from sagacity.registry.mapping import propose
    from sagacity.registry.reading import open_table

    start = time.process_time()
    kind = kinds.get("aed")
    table = open_table(path, name=path.name)
    columns = dict(propose(table.headings, kind).columns)
    rows = messages = 0
    for row in check(table, kind, columns, city=city.current()):
        rows += 1
        messages += len(row.messages)
    assert rows == ROWS, f"{rows} rows came out of {ROWS}"
    return {"cpu_s": time.process_time() - start, "peak_mb": machine.peak_mb(), "messages": messages}


def _commit(path: Path) -> dict[str, object]:
    from sagacity.kit import clock
    from sagacity.kit.jobs import api as jobs
    from sagacity.registry import api as registry
    from sagacity.site.fill import APPROVER, READER

    with path.open("rb") as file:
        run = registry.receive(file=file, name=path.name, by=READER, kind="aed", at=clock.now())
    start = time.monotonic()
    jobs.run_waiting()
    staged = time.monotonic()
    registry.submit(key=run.key, by=READER, at=clock.now())
    registry.approve(key=run.key, by=APPROVER, at=clock.now())
    approved = time.monotonic()
    jobs.run_waiting(limit=1)
    done = time.monotonic()
    run = registry.run(run.key)
    assert run.state == "applied", f"the run ended as {run.state}: {run.problem}"
    jobs.run_waiting()
    compared = time.monotonic()
    return {
        "stage_s": staged - start,
        "commit_s": done - approved,
        "duplicates_s": compared - done,
        "applied": run.applied,
        "peak_mb": machine.peak_mb(),
    }


if __name__ == "__main__":
    step, file = sys.argv[1], Path(sys.argv[2])
    sandbox.open_house(tables=step == "commit")  # reading and checking need none
    did = _write(file, sys.argv[3]) if step == "write" else {"check": _check, "commit": _commit}[step](file)
    print(json.dumps(did))  # noqa: T201 - read by the bench that started this process
