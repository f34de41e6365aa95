"""What the map of places is sent when the registry holds 20,000: never more than 2,000 features."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

from sagacity.site.bench import Figure, sample, sandbox

PLACES = 20_000
ZOOMS = range(9, 19)


def measure() -> Iterator[Figure]:
    with sandbox.house() as folder:
        found = sandbox.in_own_process(__name__, str(folder), folder=folder)
    about = f"{PLACES:,} places, the whole city in view, zoom {ZOOMS[0]} to {ZOOMS[-1]}"
    yield Figure("map.features", found["most"], "features", f"{about}, the most at any zoom", goal=2000)
    yield Figure("map.cpu_ms", found["cpu_ms"], "ms", f"{about}, mean of one question")


def _in_house(folder: Path) -> dict[str, float]:
    from sagacity.kit import clock
    from sagacity.kit.city import api as city
    from sagacity.registry import api as registry
    from sagacity.registry import kinds
    from sagacity.site.bringing_in import People, bring_in
    from sagacity.site.fill import APPROVER, READER

    headings = [column.name for column in kinds.get("aed").columns][: sample.COLUMNS]
    sample.aed_file(folder / "aed.csv", rows=PLACES, headings=headings, encoding="utf-8")
    people = People(by=READER, approver=APPROVER)
    (report,) = bring_in([folder / "aed.csv"], people=people, at=clock.now(), kind="aed")
    assert report.applied == PLACES, f"{report.applied} of {PLACES} went in: {report.problem}"
    start = time.process_time()
    sent = [len(registry.map_features(bbox=city.current().bounds, zoom=zoom)) for zoom in ZOOMS]
    assert min(sent) > 0, "a map with nothing on it says nothing about speed"
    return {"most": max(sent), "cpu_ms": (time.process_time() - start) * 1000 / len(sent)}


if __name__ == "__main__":
    import sys

    sandbox.open_house()
    print(json.dumps(_in_house(Path(sys.argv[1]))))  # noqa: T201 - read by the bench that started this process
