from datetime import timedelta
from pathlib import Path

import pytest

from sagacity.kit.city import api as city
from sagacity.reservations.slots import api as slots
from sagacity.reservations.slots import pack_files, reading
from sagacity.reservations.slots.tests.conftest import CLERK, HANAKO, NOW, of_day

SMALL = """
[[resource]]
key = "room"
area = "rooms"
kind = "room"
calendar = "city_hall"
name = {ja = "会議室"}
[[service]]
key = "room"
area = "rooms"
group = "facility"
name = {ja = "会議室"}
resources = ["room"]
length = 60
longest = 120
grid = 60
backs = [{hours = 72, percent = 100}, {hours = 24, percent = 50}]
"""


@pytest.mark.parametrize("key", city.packs())
def test_what_comes_with_the_product_can_be_booked_in_every_language(key: str) -> None:
    said = {finding.code for finding in pack_files.look(city.folder(key))}

    assert said <= {"slots_to_confirm"}


@pytest.mark.django_db
def test_a_pack_read_twice_changes_nothing_and_a_changed_line_changes_one(tmp_path: Path) -> None:
    path = tmp_path / "slots.toml"
    path.write_text(SMALL, "utf-8")

    assert slots.load_pack(path, by=CLERK, at=NOW) == 2
    assert slots.load_pack(path, by=CLERK, at=NOW) == 0
    (service,) = slots.services(area="rooms")
    slots.hold(service=service.key, begins=of_day(10), holder=HANAKO.key, client_key="a", at=NOW)
    path.write_text(SMALL.replace("longest = 120", "longest = 180"), "utf-8")

    assert slots.load_pack(path, by=CLERK, at=NOW) == 1
    assert slots.service(key=service.key).longest == timedelta(hours=3)
    assert slots.slots_of(holder=HANAKO.key)[0].service == service.key
    assert slots.load_pack(tmp_path / "none.toml", by=CLERK, at=NOW) == 0


@pytest.mark.django_db
@pytest.mark.parametrize("key", city.packs())
def test_the_packs_of_the_product_load(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAGACITY_CITY", key)
    path = city.folder(key) / "slots.toml"

    assert slots.load_pack(path, by=CLERK, at=NOW) > 2
    assert slots.load_pack(path, by=CLERK, at=NOW) == 0


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        (SMALL.replace('kind = "room"', 'kind = "boat"'), "kind is one of"),
        (SMALL.replace('resources = ["room"]', 'resources = ["hall"]'), "no such resource"),
        (SMALL.replace("grid = 60", "gird = 60"), "there is no gird"),
        (SMALL.replace("length = 60", "length = -1"), "whole minutes"),
        (SMALL.replace("hours = 72", "days = 3"), "backs ="),
        (SMALL + SMALL, "stands twice"),
        (SMALL.replace('group = "facility"', 'group = "moon"'), "group is one of"),
        ("[[resource", "Expected"),
    ],
)
def test_a_file_that_cannot_be_says_where(wrong: str, named: str) -> None:
    with pytest.raises(reading.BrokenSlots, match=named):
        reading.read(text=wrong)


def test_check_city_names_what_is_missing_elsewhere(tmp_path: Path) -> None:
    pack = tmp_path / city.packs()[0]
    pack.mkdir()
    without = [finding.code for finding in pack_files.look(pack)]
    for name in ("hours.toml", "fees.toml"):
        (pack / name).write_text("", "utf-8")
    (pack / "slots.toml").write_text(SMALL.replace("grid = 60", 'grid = 60\nlevel = 1\nfee = "x"'), "utf-8")

    assert without == ["lack_slots"]
    assert {finding.code for finding in pack_files.look(pack)} == {
        "slots_calendar",
        "slots_fee",
        "slots_language",
        "slots_to_confirm",
    }
    (pack / "slots.toml").write_text(SMALL.replace("grid = 60", "grid = 7"), "utf-8")
    assert [finding.code for finding in pack_files.look(pack)] == ["slots_broken"]
