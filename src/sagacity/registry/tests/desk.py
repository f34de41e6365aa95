"""The data desk in stories: Koga brings files in, Nakamura lets them go public."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sagacity.kit.policy import Person
from sagacity.registry import api as registry

KOGA = Person("urn:ngsi-ld:Person:koga", "古賀 真理", "staff", frozenset({"registry.import"}))
NAKAMURA = Person("urn:ngsi-ld:Person:nakamura", "中村 健", "staff", frozenset({"registry.approve"}))

Row = Mapping[str, str]


def as_csv(rows: Sequence[Row]) -> bytes:
    """Rows as a UTF-8 file; the headings are those of all rows."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, headings, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


@dataclass(slots=True)
class Desk:
    """What the two do, one call each."""

    at: datetime
    deliver: Callable[..., int]

    def receives(
        self, file: Sequence[Row] | Path | bytes, *, name: str = "aed.csv", kind: str = "", edition: str = ""
    ) -> registry.ImportRun:
        """Koga uploads a file and the worker checks it."""
        if isinstance(file, Path):
            name = file.name if name == "aed.csv" else name
            with file.open("rb") as opened:
                run = registry.receive(
                    file=opened, name=name, by=KOGA, at=self.at, kind=kind, edition=edition
                )
        else:
            data = file if isinstance(file, bytes) else as_csv(file)
            run = registry.receive(
                file=io.BytesIO(data), name=name, by=KOGA, at=self.at, kind=kind, edition=edition
            )
        self.deliver()
        return registry.run(run.key)

    def publishes(
        self, file: Sequence[Row] | Path | bytes, *, name: str = "aed.csv", kind: str = "", edition: str = ""
    ) -> registry.ImportRun:
        """The whole way: received, checked, submitted, approved, in force."""
        run = self.receives(file, name=name, kind=kind, edition=edition)
        return self.passes(run.key)

    def passes(self, key: str) -> registry.ImportRun:
        """Koga submits, Nakamura approves, the worker applies."""
        registry.submit(key=key, by=KOGA, at=self.at)
        registry.approve(key=key, by=NAKAMURA, at=self.at)
        self.deliver()
        return registry.run(key)

    def undoes(self, key: str) -> registry.Undone:
        undone = registry.undo(key=key, by=NAKAMURA, reason="まちがえて公開しました", at=self.at)
        self.deliver()
        return undone


def aed(number: int, name: str, **more: str) -> dict[str, str]:
    """A row of the national list of AEDs, somewhere in the middle of the city."""
    return {
        "都道府県コード又は市区町村コード": "412015",
        "ID": f"{number:010d}",
        "名称": name,
        "所在地_連結表記": f"佐賀県佐賀市栄町{number}-1",
        "緯度": f"{33.25 + number / 1000:.6f}",
        "経度": f"{130.30 + number / 1000:.6f}",
        **more,
    }


def everything() -> dict[str, object]:
    """All that residents can see, to be compared before and after."""
    page = registry.find_places(limit=10_000)
    return {
        "places": {place.key: place for place in page.places},
        "records": {
            row.key: row for dataset in registry.datasets() for row in registry.records(dataset=dataset.slug)
        },
        "events": {event.key: event for event in registry.find_events(limit=1000)[0]},
        "counts": registry.facet_counts(),
    }
