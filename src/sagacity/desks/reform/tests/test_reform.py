"""The reform office looks at weeks: where people waited, when they came, what a change has brought."""

import csv
import io
import re
import uuid
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.apps import apps
from openpyxl import load_workbook

from sagacity.desks.reform import changes, walks
from sagacity.desks.reform.tests.crowd import a_day, came
from sagacity.identity.testing import Actor, StaffActor
from sagacity.kit import clock
from sagacity.kit.small_cells import LEAST
from sagacity.reservations.queue import api as queue

DESK = "/desk/reform/"
NOW = datetime(2026, 6, 15, 9, 0, tzinfo=clock.JAPAN)  # a Monday
CHANGED = date(2026, 5, 25)  # the third Monday before
PERIOD = {"since": "2026-05-11", "until": "2026-06-12"}


@pytest.fixture(autouse=True)
def _invented_city(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("SAGACITY_CITY", "example")
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def officer(staff_with: Callable[..., StaffActor]) -> StaffActor:
    return staff_with("kawasaki", "reform_officer", name="川崎 改")


def weekdays(first: date, weeks: int) -> list[date]:
    return [first + timedelta(days=7 * week + day) for week in range(weeks) for day in range(5)]


def two_weeks_each() -> None:
    """Before the change people waited twenty minutes, after it eight; three of forty are handed on."""
    for nth, day in enumerate(weekdays(date(2026, 5, 11), 2)):
        came(a_day(day, wait=20 + nth % 3, moved_on=3, left=2), at=NOW)
    for nth, day in enumerate(weekdays(CHANGED, 2)):
        came(a_day(day, wait=8 + nth % 3, moved_on=3), at=NOW)


def rows_of(officer: StaffActor, address: str, **asked: str) -> list[list[str]]:
    text = officer.opens(f"{DESK}{address}", **asked).content.decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_flow_is_drawn_and_told_in_tables(officer: StaffActor) -> None:
    two_weeks_each()

    page = officer.sees(DESK, **PERIOD)

    assert "20日、のべ800人" in page
    drawn = officer.opens(DESK, **PERIOD).content.decode()
    assert '<svg class="reform-flow"' in drawn
    assert "reform-way--left" in drawn
    stops = rows_of(officer, "tables/stops.csv", **PERIOD)
    assert stops[1] == ["1番目", "引越し", "800", "10.0", "22.0", "15.0"]
    assert stops[2][:3] == ["2番目", "証明書", "60"]
    assert ["1番目", "引越し", "帰った", "20"] in rows_of(officer, "tables/ways.csv", **PERIOD)


def test_desks_are_told_apart_on_demand(officer: StaffActor) -> None:
    two_weeks_each()

    assert "引越し 1番" in officer.sees(DESK, desks="on", **PERIOD)


def test_small_ways_are_hidden_on_page_and_file_with_what_would_betray_them(officer: StaffActor) -> None:
    came(a_day(date(2026, 6, 1), people=40, moved_on=3), at=NOW)

    stops = rows_of(officer, "tables/stops.csv", **PERIOD)
    ways = rows_of(officer, "tables/ways.csv", **PERIOD)

    assert stops[2] == ["2番目", "証明書", *(["10未満など"] * 4)]
    assert {tuple(row[1:]) for row in ways[1:]} == {
        ("入口", "引越し", "40"),
        ("引越し", "証明書", "10未満など"),
        ("引越し", "終わった", "10未満など"),
        ("証明書", "終わった", "10未満など"),
    }
    page = officer.opens(DESK, **PERIOD).content.decode()
    assert not re.search(r">3<|>37<", page)


def test_no_sum_of_a_flow_gives_a_hidden_count_away() -> None:
    a, b = queue.Where("a"), queue.Where("b")
    ways = (
        queue.Way(0, "door", a, 60),
        queue.Way(0, "door", b, 45),
        queue.Way(1, a, b, 4),
        queue.Way(1, a, "done", 56),
        queue.Way(1, b, "done", 45),
        queue.Way(2, b, "done", 4),
    )
    stops = (
        queue.Stop(1, a, 60, 1, 1, 1),
        queue.Stop(1, b, 45, 1, 1, 1),
        queue.Stop(2, b, 4, 1, 1, 1),
    )

    found = walks.shown(queue.Flow(105, 5, stops, ways))

    assert [way.many for way, many in found.ways.items() if many is None] == [4, 56, 4]
    assert found.stops[2, b] is None
    assert found.stops[1, a] == 60


def test_busy_hours_are_a_heat_table_and_a_file(officer: StaffActor) -> None:
    two_weeks_each()

    page = officer.sees(f"{DESK}demand/", **PERIOD)
    rows = rows_of(officer, "tables/demand.csv", **PERIOD)

    assert "9時台" in page
    assert "12.0" in page
    assert rows[1][:5] == ["月", "9", "4", "48", "12.0"]


def test_voices_are_counted_and_small_ones_hidden(officer: StaffActor) -> None:
    for answer, many in (("good", 40), ("fair", 12), ("bad", 3)):
        apps.get_model("reservations_queue", "OpinionCount").objects.create(
            day=date(2026, 6, 1), line="moving", about="how", answer=answer, many=many
        )

    rows = rows_of(officer, "tables/how.csv", **PERIOD)

    assert rows[1:] == [
        ["よかった", "40", "40"],
        *([[answer, *["10未満など"] * 2] for answer in ("ふつう", "よくなかった")]),
    ]
    assert "この間に答えた人はいません" in officer.sees(f"{DESK}voices/", **PERIOD)


def test_screens_where_people_stop_are_listed(officer: StaffActor) -> None:
    for block, reached, passed in (("who", 120, 80), ("what", 80, 75)):
        apps.get_model("procedures_forms", "Step").objects.create(
            procedure="unknown", version="1", block=block, channel="app", day=date(2026, 6, 1),
            reached=reached, passed=passed,
        )  # fmt: skip

    rows = rows_of(officer, "tables/steps.csv", **PERIOD)

    assert ["unknown", "who", "スマートフォン", "120", "80", "33.3"] in rows
    assert ["unknown", "what", "スマートフォン", "80", "10未満など", "10未満など"] in rows


def test_a_change_is_written_once_and_compared_with_the_same_weekdays(officer: StaffActor) -> None:
    two_weeks_each()
    press = {"once": str(uuid.uuid4()), "day": CHANGED.isoformat(), "sentence": "引越しの窓口を一つ増やした"}
    officer.sends(f"{DESK}changes/write/", line="moving", **press)
    officer.sends(f"{DESK}changes/write/", line="moving", **press)

    (change,) = changes.changes()
    page = officer.sees(f"{DESK}changes/{change.key}/", weeks="2")

    assert "引越しの窓口を一つ増やした" in page
    assert "12.0分減りました" in page
    assert "よくなった" in page
    assert "変わったとは言えません" in page  # of talks, which are as long as before
    compared = rows_of(officer, f"changes/{change.key}/compared.csv", weeks="2")
    assert compared[1][1:5] == ["10", "380", "400", "20.9"]
    assert compared[3][0] == "呼ばれる前に帰った人（％）"


def test_a_change_of_yesterday_says_that_it_is_too_early(officer: StaffActor) -> None:
    two_weeks_each()
    officer.sends(f"{DESK}changes/write/", day="2026-06-14", sentence="案内を変えた", line="")

    page = officer.sees(f"{DESK}changes/{changes.changes()[0].key}/")

    assert "28日のうち1日が過ぎました" in page
    assert "比べられる日がまだありません" in page


def test_a_change_without_day_or_sentence_is_refused_and_a_wrong_one_is_taken_back(
    officer: StaffActor,
) -> None:
    assert officer.sends(f"{DESK}changes/write/", day="", sentence="").status_code == 422
    assert "変えた日を書いてください" in officer.sees()
    officer.sends(f"{DESK}changes/write/", day="2026-05-25", sentence="まちがい")
    key = changes.changes()[0].key
    officer.sends(f"{DESK}changes/{key}/take-back/")

    assert changes.changes() == []
    assert officer.opens(f"{DESK}changes/{key}/").status_code == 404


def test_every_table_leaves_as_a_workbook_with_numbers_as_numbers(officer: StaffActor) -> None:
    two_weeks_each()

    answer = officer.opens(f"{DESK}tables/stops.xlsx", **PERIOD)
    sheet = load_workbook(io.BytesIO(answer.content)).active

    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][0] == "どこで待ったか"
    assert str(rows[1][0]).startswith("2026年5月11日")
    assert rows[3][2] == 800
    for table in ("ways", "demand", "online", "procedures", "questions", "steps", "how", "wish"):
        assert officer.opens(f"{DESK}tables/{table}.xlsx", **PERIOD).status_code == 200
        assert officer.opens(f"{DESK}tables/{table}.csv", **PERIOD).status_code == 200
    assert officer.opens(f"{DESK}tables/nothing.csv").status_code == 404


def test_an_empty_house_says_so_and_a_wrong_period_is_refused(officer: StaffActor) -> None:
    assert "この間に番号を取った人はいません" in officer.sees(DESK)
    for page in ("demand/", "forms/", "voices/", "changes/"):
        assert officer.opens(f"{DESK}{page}").status_code == 200
    assert officer.opens(DESK, since="2026-06-12", until="2026-05-11").status_code == 422
    assert officer.opens(DESK, since="2020-01-01", until="2026-05-11").status_code == 422


def test_the_desk_is_for_the_reform_office_alone(
    hanako: Actor, staff_with: Callable[..., StaffActor]
) -> None:
    clerk = staff_with("yobi", "queue_clerk")

    assert clerk.opens(DESK).status_code == 403
    assert clerk.opens(f"{DESK}tables/stops.csv").status_code == 403
    assert "サインイン" in hanako.sees(DESK)
    assert LEAST == 10


def test_the_order_of_rows_tells_nothing_of_hidden_counts() -> None:
    a = queue.Where("a")
    many = {"b": 100, "c": 57, "d": 40, "e": 3}
    ways = [queue.Way(1, a, queue.Where(line), people) for line, people in many.items()]
    stops = [queue.Stop(2, queue.Where(line), people, 1, 1, 1) for line, people in many.items()]
    door, first = queue.Way(0, "door", a, 200), queue.Stop(1, a, 200, 1, 1, 1)

    _stops, table = walks.tables(walks.shown(queue.Flow(200, 5, (first, *stops), (door, *ways))))

    assert [row[2:] for row in table.rows] == [
        ("a", 200), ("b", 100), ("c", 57), ("d", None), ("e", None),
    ]  # fmt: skip
