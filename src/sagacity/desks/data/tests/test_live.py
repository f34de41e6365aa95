"""What a clerk sees of live entities."""

import csv
import io
import json
from datetime import timedelta

import pytest
from django.http import StreamingHttpResponse
from pytest_django import Settings

from sagacity.broker import api as broker
from sagacity.broker.passing.testing import stay_in_an_orion
from sagacity.desks.data.tests.live import gauge, put
from sagacity.desks.data.views import live_sheet
from sagacity.identity.testing import StaffActor
from sagacity.kit import clock
from sagacity.kit.audit import api as audit

pytestmark = pytest.mark.django_db
LIVE = "/desk/data/live/"
THING = f"{LIVE}thing/"
JAPAN = {"bbox": "30,128,34,143", "zoom": "9"}


def rows(koga: StaffActor, **query: str) -> list[list[str]]:
    answer = koga.opens(f"{LIVE}table.csv", **query)
    assert isinstance(answer, StreamingHttpResponse)
    content = b"".join(answer)
    assert content.startswith(b"\xef\xbb\xbf"), "Japanese Excel needs the mark"
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_an_empty_platform_says_how_things_get_there(koga: StaffActor) -> None:
    assert "まだ何も届いていません" in koga.sees(LIVE)


def test_a_gauge_stands_in_the_table_with_its_value_unit_and_age(koga: StaffActor) -> None:
    put(gauge(level=1.5))

    page = koga.sees(LIVE)

    assert "嘉瀬川 一番" in page
    assert "waterLevel 1.5 m" in page
    assert "たった今" in page
    assert "RiverGauge（1）" in page


def test_things_are_found_by_type_name_and_condition(koga: StaffActor) -> None:
    put(gauge("g1", 1.5), gauge("g2", 4.5, name="巨勢川 二番"))
    put(broker.Thing("p1", "ParkingLot", {"name": broker.Value("駅前駐車場", "Text")}))

    assert "駅前駐車場" not in koga.sees(LIVE, type="RiverGauge")
    assert "1件" in koga.sees(LIVE, q="巨勢")
    high = koga.sees(LIVE, attribute="waterLevel>4")
    assert "巨勢川 二番" in high
    assert "嘉瀬川 一番" not in high
    assert "あてはまるものがありません" in koga.sees(LIVE, q="ふめい")


def test_a_condition_that_cannot_be_read_says_how_to_write_one(koga: StaffActor) -> None:
    put(gauge())

    answer = koga.opens(LIVE, attribute="waterLevel>2;")

    assert answer.status_code == 422
    assert "waterLevel>2 のように書いてください" in koga.sees()


def test_pages_and_orders_are_kept_in_the_links(koga: StaffActor) -> None:
    put(*(gauge(f"g{number:03}", number, name=f"川 {number:03}番") for number in range(120)))

    first = koga.sees(LIVE, sort="id")
    last = koga.sees(LIVE, sort="id", page="3")

    assert "川 000番" in first
    assert "川 050番" not in first
    assert "川 119番" in last
    assert "川 099番" not in last
    assert "?sort=id&amp;page=2" in koga.opens(LIVE, sort="id").content.decode()


def test_the_map_shows_what_the_table_shows(koga: StaffActor) -> None:
    put(gauge("g1"), gauge("g2", name="巨勢川 二番"))

    answer = koga.opens(f"{LIVE}points.json", q="巨勢", **JAPAN)

    (mark,) = json.loads(answer.content)["features"]
    assert mark["properties"]["name"] == "巨勢川 二番"
    assert "waterLevel 1.5 m" in mark["properties"]["note"]
    assert koga.opens(mark["properties"]["url"]).status_code == 200
    assert json.loads(koga.opens(f"{LIVE}points.json", bbox="0,0,1,1", zoom="9").content)["features"] == []


def test_the_sheet_opens_in_excel_has_a_column_for_each_attribute_and_starts_no_formula(
    koga: StaffActor,
) -> None:
    put(gauge("g1", -2.5, name="=HYPERLINK(1)"), gauge("g2", 3))

    head, first, second = rows(koga, type="RiverGauge", sort="id")

    assert head[:3] == ["ID", "種類", "名前"]
    assert "waterLevel（m）" in head
    assert first[head.index("waterLevel（m）")] == "-2.5"
    assert first[head.index("名前")] == "'=HYPERLINK(1)"
    assert second[0] == "g2"
    assert rows(koga)[0][-1] == "変わった日時"


def test_a_sheet_holds_all_there_are_however_many(koga: StaffActor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_sheet, "SORTED", 10)
    monkeypatch.setattr(live_sheet, "LOOKED_AT", 20)
    put(*(gauge(f"g{number:03}", number) for number in range(40)))
    put(broker.Thing("late", "RiverGauge", {"flow": broker.Value(3, "Number")}), path="/late")

    head, *lines = rows(koga, type="RiverGauge", sort="-changed")

    assert [line[0] for line in lines] == [*(f"g{number:03}" for number in range(40)), "late"]
    assert lines[-1][head.index("flow")] == "3"
    assert len(rows(koga, type="RiverGauge", q="g00")) == 11


def test_the_page_of_an_entity_says_when_and_how_well_it_was_measured(koga: StaffActor) -> None:
    put(gauge("g1", at=clock.now() - timedelta(hours=3), quality="suspect"))

    page = koga.sees(THING, id="g1")

    assert "1.5 m" in page
    assert "3時間前" in page
    assert "suspect" in page
    assert "33.250000, 130.300000" in page


def test_an_entity_that_is_not_there_is_not_found(koga: StaffActor) -> None:
    assert koga.opens(THING, id="g1").status_code == 404


def test_a_look_into_a_tenant_with_a_name_is_written_down(koga: StaffActor) -> None:
    put(gauge("g1"))
    put(
        broker.Thing("p1", "Person", {"name": broker.Value("見守り 一号", "Text")}),
        tenant="welfare",
        path="/",
    )
    koga.sees(LIVE)
    koga.sees(THING, id="g1")
    assert [line for line in audit.latest(actor=koga.key) if line.action == "broker.look"] == []

    assert "見たことは記録に残ります" in koga.sees(LIVE, tenant="welfare")
    assert "見守り 一号" in koga.sees(THING, tenant="welfare", id="p1")
    rows(koga, tenant="welfare")

    looks = [line.thing for line in audit.latest(actor=koga.key) if line.action == "broker.look"]
    assert looks == ["broker:welfare:csv", "broker:welfare:p1", "broker:welfare:table"]


def test_the_course_of_a_figure_is_drawn_with_its_table_by_hour_day_and_month(koga: StaffActor) -> None:
    put(gauge("g1", 1.5))
    put(gauge("g1", 2.5))

    page = koga.sees(THING, id="g1")

    assert "これまで" in page
    assert "（m）" in page
    assert "21.52.5" in page  # mean, lowest and highest in the table of the chart
    for step in ("day", "month"):
        assert "21.52.5" in koga.sees(THING, id="g1", by=step, of="waterLevel")


def test_the_platform_says_how_much_it_holds_and_what_waits(koga: StaffActor) -> None:
    put(gauge("g1"), gauge("g2"))

    page = koga.sees("/desk/data/platform/")

    assert "いまのデータ2件（テナント 1）" in page
    assert "待っている通知ありません" in page
    assert "SQLite" in page


def test_a_thing_without_figures_has_no_course(koga: StaffActor) -> None:
    put(broker.Thing("p1", "Parking", {"name": broker.Value("駅前", "Text")}))

    assert "これまで" not in koga.sees(THING, id="p1")


def test_data_that_stay_in_an_orion_are_shown_as_such(koga: StaffActor, settings: Settings) -> None:
    gauges = broker.KindThere("Gauge", 42, {"level": ("Number",)}, {})
    stay_in_an_orion(settings, tenant="water", url="http://10.0.0.5:1026", kind=gauges)

    page = koga.sees(LIVE)

    assert "データは Orion（http://10.0.0.5:1026）にあります" in page
    assert "water：Orion にある種類" in page
    assert "Gauge42level" in page
    assert "まだ何も届いていません" not in page
