from pathlib import Path

import pytest

from sagacity.kit.city import api as city
from sagacity.kit.hours import api as hours
from sagacity.kit.hours import pack_files


@pytest.mark.parametrize("key", city.packs())
def test_the_hours_that_come_with_the_product_lack_no_words(key: str) -> None:
    said = [finding.code for finding in pack_files.look(city.folder(key))]

    assert set(said) <= {"hours_to_confirm"}


def test_a_pack_without_hours_and_one_with_broken_hours_are_told(tmp_path: Path) -> None:
    pack = tmp_path / city.packs()[0]
    pack.mkdir()
    without = [finding.code for finding in pack_files.look(pack)]
    (pack / "hours.toml").write_text("[[calendar]]\nkey = 'a'", "utf-8")

    assert without == ["lack_hours"]
    assert [finding.code for finding in pack_files.look(pack)] == ["hours_broken"]


def test_the_calendars_of_the_city_are_there_by_key() -> None:
    assert hours.calendar(key="city_hall").name["ja"]
    with pytest.raises(hours.NoSuchCalendar):
        hours.calendar(key="nowhere")
