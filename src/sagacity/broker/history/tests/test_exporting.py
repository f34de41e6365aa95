import csv
import io
from pathlib import Path
from typing import Any

import duckdb
import pytest

from sagacity.broker.history import exporting
from sagacity.broker.history.exporting import HEADINGS
from sagacity.broker.history.question import MOST, Question
from sagacity.broker.history.tests.past import T0, Past
from sagacity.broker.history.tests.test_reading import NOT_FOUND, notify, rooms
from sagacity.broker.testing import City

__all__ = ["rooms"]


def gauge(*, second: int, **attributes: Any) -> dict[str, Any]:
    clock = {"type": "DateTime", "value": f"1970-01-01T00:00:0{second}Z"}
    return {"id": "A", "type": "Gauge", "TimeInstant": clock, **attributes}


def parquet(city: City, folder: Path) -> list[tuple[Any, ...]]:
    city.connection.request(
        "GET", "/history/export?format=parquet&type=Gauge", headers={"Fiware-Service": city.tenant}
    )
    file = folder / "got.parquet"
    file.write_bytes(city.connection.getresponse().read())
    return duckdb.execute(f"SELECT epoch_ms(time), entityId, attrName, number, text FROM '{file}'").fetchall()


def test_every_point_is_a_line(rooms: City) -> None:
    answer = rooms.get("/history/export", type="Room", attrs="temperature", toDate="1970-01-02")

    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["content-disposition"]
    assert list(csv.reader(io.StringIO(answer.text))) == [
        list(HEADINGS),
        ["1970-01-01T00:00:00.000+00:00", "Room0", "Room", "/", "temperature", "0", ""],
        ["1970-01-01T00:00:00.000+00:00", "Room1", "Room", "/", "temperature", "0", ""],
        ["1970-01-02T00:00:00.000+00:00", "Room0", "Room", "/", "temperature", "1", ""],
        ["1970-01-02T00:00:00.000+00:00", "Room1", "Room", "/", "temperature", "1", ""],
    ]


def test_excel_gets_its_mark_and_no_formula(city: City) -> None:
    notify(city, {"id": "A", "type": "Gauge", "note": {"type": "Text", "value": "=1+1"}})

    for_excel = city.get("/history/export", bom=1).text
    assert for_excel.startswith("\ufefftime,")
    assert for_excel.rstrip().endswith(",'=1+1")
    assert city.get("/history/export").text.rstrip().endswith(",=1+1")


def test_parquet_has_columns_with_types(city: City, tmp_path: Path) -> None:
    notify(
        city,
        {
            "id": "A",
            "type": "Gauge",
            "TimeInstant": {"value": "1970-01-01T00:00:01Z"},
            "level": {"value": 1.5},
        },
        {
            "id": "A",
            "type": "Gauge",
            "TimeInstant": {"value": "1970-01-01T00:00:02Z"},
            "note": {"value": '雨, "小"'},
        },
        {"id": "B", "type": "Other", "level": {"value": 9}},
    )

    assert parquet(city, tmp_path) == [
        (1000, "A", "level", 1.5, None),
        (2000, "A", "note", None, '雨, "小"'),
    ]


def test_more_points_than_any_answer_holds_are_all_there(past: Past) -> None:
    past.note("a", [(T0 + second * 1000, {"level": second}) for second in range(MOST + 500)])
    past.move()
    to = io.StringIO()

    count = past.broker.read_now(
        lambda session: exporting.write_csv(session, question=Question(past.tenant), to=to)
    )

    assert count == MOST + 500
    assert to.getvalue().count("\r\n") == MOST + 501


def test_many_series_come_entity_by_entity_and_none_is_missing(
    past: Past, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "MOST_TOGETHER", 2)
    for name in "abc":
        past.note(name, [(T0 + day, {"level": day, "speed": day}) for day in range(3)])
    past.move()
    to = io.StringIO()

    past.broker.read_now(lambda session: exporting.write_csv(session, question=Question(past.tenant), to=to))

    lines = list(csv.reader(io.StringIO(to.getvalue())))[1:]
    assert [line[1] for line in lines] == ["a"] * 6 + ["b"] * 6 + ["c"] * 6
    assert [line[4] for line in lines[:4]] == ["level", "speed", "level", "speed"]


def test_nothing_to_export_is_said(city: City) -> None:
    assert city.get("/history/export").json == NOT_FOUND
    assert city.get("/history/export", format="xls").status == 400


@pytest.mark.slow
def test_a_hundred_thousand_points_are_walked_without_being_held(past: Past) -> None:
    past.note("a", [(T0 + n * 1000, {"level": n}) for n in range(100_000)])
    past.move()

    class Counting(io.StringIO):
        lines = 0

        def write(self, text: str) -> int:
            self.lines += text.count("\n")
            return len(text)

    to = Counting()
    written = past.broker.read_now(
        lambda session: exporting.write_csv(session, question=Question(tenant=past.tenant), to=to)
    )

    assert (written, to.lines) == (100_000, 100_001)
