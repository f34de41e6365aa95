"""The same records in every form, each form as its readers need it."""

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import icalendar
import openpyxl
import pytest
from django.db import transaction
from django.test import Client

from sagacity.registry import datasets, kinds, models, signals
from sagacity.registry.publishing import cp932, files, formats, records, sets
from sagacity.registry.publishing import jobs as publishing
from sagacity.registry.publishing.tests.conftest import Publish, aed


def _csv(body: bytes, encoding: str = "utf-8") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode(encoding), newline="")))


def _get(client: Client, path: str, **headers: str) -> bytes:
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200, path
    return answer.getvalue()


@pytest.fixture
def aeds(publish: Publish) -> models.DataSet:
    rows = [aed(1, "市役所"), aed(2, "図書館"), aed(3, "位置のない公民館")]
    for name in ("緯度", "経度"):
        del rows[2][name]
    return publish("aed", rows)


def test_csv_geojson_json_xlsx_and_the_api_hold_the_same_records(
    client: Client, aeds: models.DataSet
) -> None:
    table = _csv(_get(client, f"/data/{aeds.slug}.csv"), "utf-8-sig")
    features = json.loads(_get(client, f"/data/{aeds.slug}.geojson"))["features"]
    records = json.loads(_get(client, f"/data/{aeds.slug}.json"))["records"]
    sheet = openpyxl.load_workbook(io.BytesIO(_get(client, f"/data/{aeds.slug}.xlsx"))).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    said = client.get(f"/api/3/action/package_show?id={aeds.slug}").json()["result"]["resources"]
    resource = next(one["id"] for one in said if one["datastore_active"])
    answer = client.get(f"/api/3/action/datastore_search?resource_id={resource}").json()["result"]

    names = ["市役所", "図書館", "位置のない公民館"]

    assert [row["名称"] for row in table] == names
    assert [one["properties"]["名称"] for one in features] == names
    assert [one["fields"]["名称"] for one in records] == names
    assert [row[list(rows[0]).index("名称")] for row in rows[1:]] == names
    assert [row["名称"] for row in answer["records"]] == names


def test_the_columns_stand_in_the_order_of_the_standard(client: Client, aeds: models.DataSet) -> None:
    head = _get(client, f"/data/{aeds.slug}.csv").decode("utf-8-sig").splitlines()[0]

    assert head.split(",") == list(kinds.get("aed").editions[0].headings)


def test_people_get_a_bom_and_crlf_and_programs_get_none(client: Client, aeds: models.DataSet) -> None:
    people = _get(client, f"/data/{aeds.slug}.csv")
    asked = _get(client, f"/data/{aeds.slug}.csv?bom=0")
    programs = _get(client, f"/api/data/{aeds.slug}.csv")

    assert people.startswith(b"\xef\xbb\xbf")
    assert people.count(b"\r\n") == people.count(b"\n") == 4
    assert asked == programs
    assert not programs.startswith(b"\xef\xbb\xbf")


def test_only_people_get_an_apostrophe_before_a_formula(client: Client, publish: Publish) -> None:
    risky = '=HYPERLINK("http://example.org")'
    row = publish("aed", [aed(1, risky, 電話番号="+81-952-00-0000", 備考="-1.5")])

    people = _csv(_get(client, f"/data/{row.slug}.csv"), "utf-8-sig")[0]
    programs = _csv(_get(client, f"/api/data/{row.slug}.csv"))[0]
    sheet = openpyxl.load_workbook(io.BytesIO(_get(client, f"/data/{row.slug}.xlsx"))).active
    assert sheet is not None
    cells = [cell for line in sheet.iter_rows() for cell in line]

    assert people["名称"] == f"'{risky}"
    assert (people["電話番号"], people["備考"]) == ("+81-952-00-0000", "-1.5")
    assert programs["名称"] == risky
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert risky in {cell.value for cell in cells}
    assert "「'」" in client.get(f"/dataset/{row.slug}").content.decode()


def test_a_workbook_keeps_the_zeros_of_a_code(client: Client, aeds: models.DataSet) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(_get(client, f"/data/{aeds.slug}.xlsx"))).active
    assert sheet is not None
    head, first = list(sheet.iter_rows(max_row=2))
    cell = first[[one.value for one in head].index("ID")]

    assert cell.value == "0000000001"
    assert cell.number_format == "@"


def test_geojson_puts_longitude_first_and_counts_what_has_no_point(
    client: Client, aeds: models.DataSet
) -> None:
    said = json.loads(_get(client, f"/data/{aeds.slug}.geojson"))

    assert "crs" not in said
    assert said["features"][0]["geometry"] == {"type": "Point", "coordinates": [130.301, 33.251]}
    assert said["features"][2]["geometry"] is None
    assert (said["numberReturned"], said["withoutGeometry"]) == (3, 1)


def test_whoever_has_this_version_gets_nothing_again(client: Client, aeds: models.DataSet) -> None:
    path = f"/data/{aeds.slug}.csv"
    first = client.get(path)
    assert first.getvalue()

    assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert client.get(path, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304
    assert first["Access-Control-Allow-Origin"] == "*"
    assert client.get(path, headers={"If-None-Match": '"older"'}).status_code == 200


def test_a_change_of_one_record_is_a_new_version(client: Client, aeds: models.DataSet, at: datetime) -> None:
    path = f"/data/{aeds.slug}.csv"
    before = client.get(path)["ETag"]
    record = models.Record.objects.filter(dataset=aeds).first()
    assert record is not None
    record.fields["名称"] = "新しい市役所"
    record.save()
    models.RecordVersion.objects.create(
        dataset="aed", local_id=record.local_id, subject="", what="changed", by="中村 健", at=at
    )

    after = client.get(path, headers={"If-None-Match": before})

    assert after.status_code == 200
    assert "新しい市役所" in after.getvalue().decode()


def test_files_travel_compressed(client: Client, publish: Publish) -> None:
    row = publish("aed", [aed(number, f"公民館{number}") for number in range(60)])

    answer = client.get(f"/data/{row.slug}.csv", headers={"Accept-Encoding": "gzip"})

    assert answer["Content-Encoding"] == "gzip"


def test_cp932_shows_what_it_lacks_before_it_replaces_anything(client: Client, publish: Publish) -> None:
    row = publish("aed", [aed(1, "𠮷野ヶ里公園"), aed(2, "カフェ\u2014サン❤")])
    path = f"/data/{row.slug}.csv?encoding=cp932"

    page = client.get(path).content.decode()
    body = _get(client, f"{path}&replace=1&u20bb7=吉&u2014=―&u2764=")

    assert "U+20BB7" in page
    assert "U+2014" in page
    assert [one["名称"] for one in _csv(body, "cp932")] == ["吉野ヶ里公園", "カフェ―サン"]


def test_a_substitute_that_does_not_fit_either_is_refused_in_words(client: Client, publish: Publish) -> None:
    row = publish("aed", [aed(1, "𠮷野ヶ里公園")])

    page = client.get(f"/data/{row.slug}.csv?encoding=cp932&replace=1&u20bb7=𩸽")

    assert page["Content-Type"].startswith("text/html")
    assert "かわりの文字にも" in page.content.decode()


def test_a_set_that_fits_cp932_comes_at_once(client: Client, aeds: models.DataSet) -> None:
    body = _get(client, f"/data/{aeds.slug}.csv?encoding=cp932")

    assert _csv(body, "cp932")[0]["名称"] == "市役所"


def test_every_proposal_fits_and_nothing_is_dropped_silently() -> None:
    for character in "\u301c\u2212\u2014\u2013𠮷é①㎡❤🏥":
        assert cp932.fits(cp932.propose(character))
        assert cp932.propose(character)


def test_events_keep_their_uid_and_are_read_by_others(client: Client, publish: Publish) -> None:
    publish(
        "event",
        [
            {
                "NO": "0000000007", "名称": "夏祭り、第2部; 花火" + "と踊り" * 30,
                "開始日": "2026-08-01",
                "終了日": "2026-08-03", "開始時刻": "18:00", "終了時刻": "21:00",
            },
            {"NO": "0000000008", "名称": "展示", "開始日": "2026-08-10", "終了日": "2026-08-12"},
        ],
    )  # fmt: skip
    slug = models.DataSet.objects.get(kind="event").slug
    body = _get(client, f"/data/{slug}.ics")

    calendar = icalendar.Calendar.from_ical(body)
    entries: list[Any] = list(calendar.walk("VEVENT"))

    assert max(len(line) for line in body.split(b"\r\n")) <= 75
    assert str(entries[0]["SUMMARY"]).startswith("夏祭り、第2部; 花火")
    assert entries[0].decoded("DTSTART") == datetime(2026, 8, 1, 9, 0, tzinfo=UTC)
    assert entries[0]["RRULE"]["FREQ"] == ["DAILY"]
    assert entries[1].decoded("DTEND").isoformat() == "2026-08-13"
    assert len({str(one["UID"]) for one in entries}) == 2
    assert (
        icalendar.Calendar.from_ical(_get(client, f"/data/{slug}.ics")).walk("VEVENT")[0]["UID"]
        == (entries[0]["UID"])
    )


def test_places_have_no_calendar_and_what_is_not_public_has_no_file(
    client: Client, aeds: models.DataSet
) -> None:
    assert client.get(f"/data/{aeds.slug}.ics").status_code == 404
    models.DataSet.objects.update(public=False)

    for path in (f"/data/{aeds.slug}.csv", f"/api/data/{aeds.slug}.csv", f"/dataset/{aeds.slug}"):
        assert client.get(path).status_code == 404
    assert aeds.slug not in client.get("/catalog").content.decode()
    assert aeds.slug not in client.get("/catalog.ttl").content.decode()


def test_a_file_is_written_once_and_old_versions_go(aeds: models.DataSet) -> None:
    first = files.made(aeds, formats.CSV)
    written = first.path.stat().st_mtime_ns

    assert files.made(aeds, formats.CSV).path.stat().st_mtime_ns == written
    assert sets.version(aeds).token in str(first.path)


def test_ten_thousand_records_are_read_in_chunks(aeds: models.DataSet, at: datetime) -> None:
    models.Record.objects.bulk_create(
        models.Record(
            dataset=aeds, kind="aed", local_id=f"x{number}", name="x", fields={"名称": "x"}, hash="x",
            row=number, run="r", imported_at=at, touched_in="r",
        )
        for number in range(2500)
    )  # fmt: skip

    assert len({line.key for line in records.lines(aeds)}) == 2503


def test_big_sets_are_written_when_they_are_published(
    aeds: models.DataSet, deliver: Callable[..., int]
) -> None:
    models.DataSet.objects.filter(pk=aeds.pk).update(records=publishing.BIG)
    aeds.refresh_from_db()
    with transaction.atomic():
        signals.edition_published.announce(datasets.as_fact(aeds))

    deliver()

    version = sets.version(aeds)
    for form in (formats.PEOPLE_CSV, formats.CSV, formats.XLSX, formats.GEOJSON, formats.JSON):
        assert files.already_made(aeds, form, version=version) is not None
