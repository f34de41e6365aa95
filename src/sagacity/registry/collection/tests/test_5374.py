"""In and out with the files a city really published."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from sagacity.kit import policy
from sagacity.registry.collection import api as collection
from sagacity.registry.collection.tests import naive_5374
from sagacity.registry.types import Outcome

pytestmark = pytest.mark.django_db
GUIDE = ("area_master.csv", "description.csv", "remarks.csv", "target.csv")
EDITIONS = [
    ("area_days.csv", "center.csv", date(2020, 4, 1)),
    ("area_days_2020-12-29_yearend.csv", "center.csv", date(2020, 4, 1)),
    ("area_days_2019-12-25_yearend.csv", "center_2019-12-25.csv", date(2019, 4, 1)),
]


def take_in(files: Mapping[str, Path], by: policy.Person, at: datetime) -> tuple[collection.FileReport, ...]:
    reports = collection.import_5374(files=files, by=by, at=at)
    for report in reports:
        assert report.applied + report.to_confirm + report.refused == report.rows
    return reports


def approve_all(by: policy.Person, first: date, at: datetime) -> None:
    for pattern in collection.patterns(on=first):
        if pattern.draft:
            collection.approve(pattern=pattern.key, from_=first, until=None, by=by, at=at)


def calendars(first: date) -> naive_5374.Calendar:
    last = first + timedelta(days=364)
    return {
        (area.group, area.name): {
            (day.on, day.kind) for day in collection.days(area=area.key, from_=first, until=last)
        }
        for area in collection.areas()
    }


@pytest.mark.real_data
@pytest.mark.parametrize(("area_days", "center", "first"), EDITIONS)
def test_in_and_out_give_the_same_365_days_for_314_areas(
    samples: Path,
    clerk: policy.Person,
    chief: policy.Person,
    at: datetime,
    area_days: str,
    center: str,
    first: date,
    tmp_path: Path,
) -> None:
    folder = samples / "saga" / "garbage"
    days, closures, groups = ((folder / name).read_bytes() for name in (area_days, center, "area_master.csv"))
    said = naive_5374.calendar(days, closures, groups, first)

    reports = take_in({name: folder / name for name in (area_days, center, *GUIDE)}, clerk, at)
    approve_all(chief, first, at)

    assert {report.kind: (report.rows, report.applied) for report in reports} == {
        "area_master": (15, 15), "center": (1, 1), "description": (4, 4),
        "remarks": (2, 2), "area_days": (314, 314), "target": (270, 270),
    }  # fmt: skip
    assert len(said) == 314
    assert calendars(first) == said
    out = collection.export_5374()
    assert naive_5374.calendar(out["area_days.csv"], out["center.csv"], out["area_master.csv"], first) == said
    assert naive_5374.read(out["target.csv"]) == naive_5374.read((folder / "target.csv").read_bytes())
    again = {}
    for name, body in out.items():
        if name.endswith(".csv"):
            again[name] = tmp_path / name
            again[name].write_bytes(body)
    take_in(again, clerk, at)
    assert [pattern.name for pattern in collection.patterns(on=first) if pattern.draft] == []


@pytest.mark.real_data
def test_a_year_end_day_stands_beside_the_weekly_rule(
    samples: Path, clerk: policy.Person, chief: policy.Person, at: datetime
) -> None:
    folder = samples / "saga" / "garbage"
    first = date(2020, 4, 1)
    names = ("area_days_2020-12-29_yearend.csv", "center.csv", "area_master.csv")

    take_in({name: folder / name for name in names}, clerk, at)
    approve_all(chief, first, at)

    area = next(one.area.key for one in collection.find_areas("今宿町"))
    found = collection.days(area=area, from_=date(2020, 12, 1), until=date(2021, 1, 31))
    paper = [day.on for day in found if day.kind == "資源物（紙・布類、ビン・缶）"]
    # 金1 金3 20201229, with the closure taking New Year's Friday away.
    assert paper == [date(2020, 12, 4), date(2020, 12, 18), date(2020, 12, 29), date(2021, 1, 15)]


@pytest.mark.real_data
def test_the_real_files_make_28_patterns_of_21_rule_sets(
    samples: Path, clerk: policy.Person, at: datetime
) -> None:
    folder = samples / "saga" / "garbage"

    take_in({name: folder / name for name in ("area_days.csv", "area_master.csv")}, clerk, at)

    found = collection.patterns(on=date(2020, 4, 1))
    assert len(found) == 28
    assert len({pattern.draft.plan for pattern in found if pattern.draft}) == 21
    assert collection.areas() == []  # nothing is approved, so residents see no area


def write(folder: Path, body: str, name: str = "area_days.csv", encoding: str = "utf-8") -> dict[str, Path]:
    path = folder / name
    path.write_bytes(body.encode(encoding))
    return {name: path}


HEAD = "地名,センター,燃えるごみ,びん\n"


def test_a_typo_is_refused_with_row_and_column(tmp_path: Path, clerk: policy.Person, at: datetime) -> None:
    files = write(tmp_path, HEAD + "一丁目,工場,月 木,金1\n二丁目,工場,曜34,金1\n")

    (report,) = take_in(files, clerk, at)

    assert (report.rows, report.applied, report.refused) == (2, 1, 1)
    (message,) = report.messages
    assert (message.row, message.column, message.found) == (3, "燃えるごみ", "曜34")
    assert "金3" in message.expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "utf-16", "iso2022_jp"])
def test_every_encoding_gives_the_same_areas(
    tmp_path: Path, clerk: policy.Person, chief: policy.Person, at: datetime, encoding: str
) -> None:
    files = write(tmp_path, HEAD + "一丁目,工場,月 木,金1\n", encoding=encoding)

    (report,) = take_in(files, clerk, at)
    approve_all(chief, date(2026, 4, 1), at)

    assert report.applied == 1
    assert [area.name for area in collection.areas()] == ["一丁目"]


def test_an_unknown_group_is_asked_and_the_same_area_twice_is_refused(
    tmp_path: Path, clerk: policy.Person, at: datetime
) -> None:
    body = "マスター,地名,センター,燃えるごみ,\n1,中町,工場,月,A\n1,中町,工場,火,B\n9,新町,工場,月,A\n"
    files = write(tmp_path, body) | write(tmp_path, "マスター,区名\n1,北\n", "area_master.csv")

    days = next(report for report in take_in(files, clerk, at) if report.kind == "area_days")

    assert (days.rows, days.applied, days.refused, days.to_confirm) == (3, 1, 1, 1)
    assert {message.outcome for message in days.messages} == {Outcome.REFUSED, Outcome.CONFIRM}


def test_a_label_with_two_calendars_becomes_two_patterns(
    tmp_path: Path, clerk: policy.Person, at: datetime
) -> None:
    files = write(tmp_path, "地名,センター,燃えるごみ,\n一丁目,工場,月,A\n二丁目,工場,火,A\n")

    (report,) = take_in(files, clerk, at)

    assert [pattern.name for pattern in collection.patterns(on=at.date())] == ["A", "A（2）"]
    assert [message.rule for message in report.messages] == ["pattern.split"]


def test_a_dry_run_reports_and_changes_nothing(tmp_path: Path, clerk: policy.Person, at: datetime) -> None:
    files = write(tmp_path, HEAD + "一丁目,工場,月 木,金1\n")

    (report,) = collection.import_5374(files=files, by=clerk, at=at, dry_run=True)

    assert report.applied == 1
    assert collection.patterns(on=at.date()) == []
    assert collection.kinds() == []


def test_last_years_closure_is_taken_and_spoken_of(
    tmp_path: Path, clerk: policy.Person, at: datetime
) -> None:
    files = write(tmp_path, HEAD + "一丁目,工場,月 木,金1\n")
    files |= write(tmp_path, "名称,休止開始日,休止終了日\n工場,2020/12/30,2021/01/03\n", "center.csv")

    center = next(report for report in take_in(files, clerk, at) if report.kind == "center")

    assert (center.applied, [message.rule for message in center.messages]) == (1, ["center.past"])


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        (b"", "file.empty"),
        (b"\x00\x01\x02", "file.encoding"),
        ("品名,値段\nりんご,100\n".encode(), "file.kind"),
        ('地名,センター,燃えるごみ\n"一丁目,工場,月\n'.encode(), "L1-15"),
        (b"\xff\xfe\xd8", "file.encoding"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    tmp_path: Path, clerk: policy.Person, at: datetime, body: bytes, rule: str
) -> None:
    path = tmp_path / "area_days.csv"
    path.write_bytes(body)

    (report,) = take_in({"area_days.csv": path}, clerk, at)

    assert (report.rows, [message.rule for message in report.messages]) == (0, [rule])


def test_what_5374_cannot_say_goes_out_as_dates_with_a_note(packs: Path, at: datetime) -> None:
    collection.load_pack(packs / "example" / "garbage", by=policy.SYSTEM, at=at)
    first = date(2026, 4, 1)

    out = collection.export_5374(on=first)

    said = naive_5374.calendar(out["area_days.csv"], out["center.csv"], out["area_master.csv"], first)
    assert said == calendars(first)
    assert "びん・缶" in out["README.txt"].decode()


def test_hostile_html_in_a_description_becomes_plain_lines(
    tmp_path: Path, clerk: policy.Person, at: datetime
) -> None:
    html = '<strong>注意</strong><br />・袋へ<script>x()</script><a href=""http://x"">ここ</a>'
    body = f'label,sublabel,description,styles,bgcolor\n燃えるごみ,,"{html}",,#ea3b13\n'

    take_in(write(tmp_path, body, "description.csv"), clerk, at)

    (kind,) = collection.kinds()
    assert [(line.style, line.text) for line in kind.how_to] == [("heading", "注意"), ("item", "袋へここ")]


def test_groups_without_their_areas_are_not_said_to_be_in_force(
    tmp_path: Path, clerk: policy.Person, at: datetime
) -> None:
    file = tmp_path / "area_master.csv"
    file.write_text("マスター,区名\n1,北の区\n", encoding="utf-8")

    (report,) = take_in({file.name: file}, clerk, at)

    (line,) = report.messages
    assert (line.rule, line.outcome, line.row) == ("group.alone", Outcome.CONFIRM, None)
    assert "area_days.csv" in line.action
