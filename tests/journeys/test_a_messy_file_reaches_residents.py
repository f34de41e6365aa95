"""A messy spreadsheet, a report one understands, a second person, and everybody sees the result."""

import csv
import io
import json
from urllib.parse import quote

import pytest

from sagacity.identity.testing import Actor
from sagacity.registry import api as registry
from tests.journeys.conftest import DataDesk

pytestmark = pytest.mark.django_db

HEADINGS = (
    "全国地方公共団体コード", "ID", "名称", "名称_カナ", "所在地_連結表記", "緯度", "経度", "電話番号",
    "収容定員", "許可等年月日",
)  # fmt: skip
DATA = """\
412015,N-0000001,ひがし保育園,ヒガシホイクエン,佐賀県佐賀市栄町1-1,33.2636,130.3009,0952-24-0001,90,2001-04-01
４１２０１５,N-0000002,にし保育園,ニシホイクエン,佐賀県佐賀市栄町2-1,33.2640,130.3011,0952-24-0002,６０,2002-04-01
412015,N-0000003,みなみ保育園,ミナミホイクエン,佐賀県佐賀市栄町3-1,33.2644,130.3015,0952-24-0003,45,令和元年5月1日
412015,N-0000004,きた保育園,キタホイクエン,佐賀県佐賀市栄町4-1,130.3021,33.2648,0952-24-0004,30,2004-04-01
412015,N-0000001,ひがし保育園,ヒガシホイクエン,佐賀県佐賀市栄町1-1,33.2636,130.3009,0952-24-0001,90,2001-04-01
92011,N-0000005,よその保育園,ヨソノホイクエン,佐賀県佐賀市栄町5-1,33.2652,130.3025,0952-24-0005,20,2005-04-01
"""
PUBLISHED = ["ひがし保育園", "にし保育園", "みなみ保育園", "きた保育園"]


def _messy() -> bytes:
    return f"{','.join(HEADINGS)}\n{DATA}".replace("\n", "\r\n").encode("cp932")


@pytest.fixture
def run(data_desk: DataDesk) -> registry.ImportRun:
    (run,) = data_desk.hands_in(("412015_preschool.csv", _messy()))
    return run


@pytest.fixture
def published(data_desk: DataDesk, run: registry.ImportRun) -> registry.ImportRun:
    data_desk.answers(run, 5, "緯度", "accept")
    data_desk.answers(run, 6, "ID", "skip")
    data_desk.answers(run, 7, "全国地方公共団体コード", "skip")
    return data_desk.publishes(run)


def test_the_report_names_each_fault_with_its_row_and_what_to_do(
    data_desk: DataDesk, run: registry.ImportRun
) -> None:
    lines = {(line.row, line.column): line for line in registry.report(run.key)[0]}

    assert (run.kind, run.encoding, run.rows) == ("nursery", "cp932", 6)
    assert (run.applied, run.to_confirm, run.refused) == (3, 3, 0)
    assert lines[3, "全国地方公共団体コード"].outcome == "repaired"
    assert lines[3, "収容定員"].found == "６０"
    assert lines[4, "許可等年月日"].rule == "L3-05"
    assert lines[5, "緯度"].rule == "point.swapped"
    assert "2行目と同じ番号" in lines[6, "ID"].action
    assert "宇都宮市" in lines[7, "全国地方公共団体コード"].action
    for (row, column), line in lines.items():
        page = data_desk.koga.sees(f"/desk/data/runs/{run.key}/", tab=line.outcome)
        assert f"{row}行目『{column}』" in page
        assert line.action in page


def test_nothing_is_public_before_a_second_person_says_so(
    data_desk: DataDesk, run: registry.ImportRun, hanako: Actor
) -> None:
    data_desk.koga.sends(f"/desk/data/runs/{run.key}/submit/")
    data_desk.deliver()

    assert "ひがし保育園" not in hanako.sees("/apps/places/", q="保育園")
    assert hanako.opens("/data/412015_preschool.csv").status_code == 404


def test_the_approved_rows_reach_residents(published: registry.ImportRun, hanako: Actor) -> None:
    assert (published.state, published.applied, published.refused) == ("applied", 4, 2)

    listed = hanako.sees("/apps/places/", q="保育園")
    (place,) = registry.find_places(words="きた保育園").places
    spot = hanako.sees(f"/apps/places/{place.key}/")

    assert all(name in listed for name in PUBLISHED)
    assert "よその保育園" not in listed
    assert "0952-24-0004" in spot
    assert place.point
    assert (place.point.latitude, place.point.longitude) == (33.2648, 130.3021)


def test_the_approved_rows_stand_in_the_csv(published: registry.ImportRun, hanako: Actor) -> None:
    for path, mark in (("/data/412015_preschool.csv", "\ufeff"), ("/api/data/412015_preschool.csv", "")):
        body = _body(hanako, path)
        assert body.startswith(mark + "全国地方公共団体コード")
        rows = {row["名称"]: row for row in csv.DictReader(io.StringIO(body.removeprefix("\ufeff")))}

        assert list(rows) == PUBLISHED
        assert rows["にし保育園"]["全国地方公共団体コード"] == "412015"
        assert rows["にし保育園"]["収容定員"] == "60"
        assert rows["みなみ保育園"]["許可等年月日"] == "2019-05-01"
        assert (rows["きた保育園"]["緯度"], rows["きた保育園"]["経度"]) == ("33.2648", "130.3021")


def test_the_approved_rows_stand_on_the_map_of_others(published: registry.ImportRun, hanako: Actor) -> None:
    said = json.loads(_body(hanako, "/data/412015_preschool.geojson"))

    points = {one["properties"]["名称"]: one["geometry"]["coordinates"] for one in said["features"]}
    assert list(points) == PUBLISHED
    assert points["きた保育園"] == [130.3021, 33.2648]


def test_the_approved_rows_are_in_the_catalogues_of_others(
    published: registry.ImportRun, hanako: Actor
) -> None:
    turtle = _body(hanako, "/catalog.ttl")
    assert "412015_preschool" in turtle
    assert "/data/412015_preschool.csv" in turtle or "/api/data/412015_preschool.csv" in turtle

    assert json.loads(_body(hanako, "/api/3/action/package_list"))["result"] == ["412015_preschool"]
    package = json.loads(_body(hanako, "/api/3/action/package_show?id=412015_preschool"))["result"]
    (table,) = [one for one in package["resources"] if one.get("datastore_active")]
    asked = f"resource_id={table['id']}&q={quote('みなみ')}"
    found = json.loads(_body(hanako, f"/api/3/action/datastore_search?{asked}"))["result"]
    assert [row["名称"] for row in found["records"]] == ["みなみ保育園"]


def _body(actor: Actor, path: str) -> str:
    answer = actor.client.get(path)
    assert answer.status_code == 200, path
    if answer.streaming:
        return b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    return answer.content.decode()
