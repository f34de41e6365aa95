from datetime import date
from pathlib import Path

import pytest

from sagacity.kit.city import api as city


def test_the_city_named_in_the_default_file_is_the_current_one(pack: Path) -> None:
    here = city.current()

    assert here.key == "mihon"
    assert here.name_in("en") == "Mihon City"
    assert here.name_in("fr") == "みほん市"
    assert city.folder() == pack


@pytest.mark.parametrize("key", ["../secrets", "Mihon", "", "a/b", "."])
def test_no_key_climbs_out_of_the_packs(pack: Path, key: str) -> None:
    with pytest.raises(city.BrokenPack):
        city.load(key)


def test_a_pack_that_is_not_there_is_told_with_those_that_are(pack: Path) -> None:
    with pytest.raises(city.BrokenPack, match="packs there are: mihon"):
        city.load("elsewhere")


@pytest.mark.parametrize("gone", ["code", "prefecture", "latitude", "bounds"])
def test_the_first_page_must_say_its_facts(pack: Path, gone: str) -> None:
    page = pack / "city.toml"
    lines = [line for line in page.read_text("utf-8").splitlines() if not line.startswith(gone)]
    page.write_text("\n".join(lines), encoding="utf-8")

    with pytest.raises(city.BrokenPack, match=gone):
        city.load("mihon")


def test_loads_come_in_their_order_with_their_terms(pack: Path) -> None:
    loads = city.loads()

    assert [load.kind for load in loads][:3] == ["town", "shelter", "evacuation_site"]
    assert all(load.path.is_file() and load.licence and load.attribution for load in loads)
    assert loads[0].edition == "2026-11-01"


def test_a_load_outside_the_pack_is_refused(pack: Path) -> None:
    page = pack / "registry" / "loads.toml"
    page.write_text(page.read_text("utf-8").replace("districts/towns.csv", "../default"), encoding="utf-8")

    with pytest.raises(city.BrokenPack, match="outside the pack"):
        city.loads()


def test_languages_come_in_the_citys_order(pack: Path) -> None:
    page = pack / "city.toml"
    text = page.read_text("utf-8").replace('["ja", "ja-easy", "en", "zh-hans", "ko", "vi"]', '["ja", "vi"]')
    page.write_text(text, encoding="utf-8")

    assert [language.name for language in city.languages()] == ["日本語", "Tiếng Việt"]


@pytest.mark.parametrize("code", ["412015", "131016", "011002", "992011"])
def test_a_right_code_is_known_by_its_last_digit(code: str) -> None:
    assert city.is_code(code)


@pytest.mark.parametrize("code", ["412016", "41201", "１３１０１６", "13101a", ""])
def test_a_wrong_code_is_refused(code: str) -> None:
    assert not city.is_code(code)


def test_the_cabinet_offices_file_is_read_as_it_comes(pack: Path) -> None:
    text = "国民の祝日・休日月日,国民の祝日・休日名称\r\n2026/1/1,元日\r\n2026/1/12,成人の日\r\n"
    (pack / "holidays.csv").write_bytes(text.encode("cp932"))

    assert city.holidays() == (
        city.Holiday(date(2026, 1, 1), "元日"),
        city.Holiday(date(2026, 1, 12), "成人の日"),
    )
    assert city.is_holiday(date(2026, 1, 12))
    assert not city.is_holiday(date(2026, 1, 13))


@pytest.mark.parametrize("line", ["2026-02-30,ない日", "元日,2026-01-01", "2026-01-01,"])
def test_a_broken_holiday_is_told_with_its_line(pack: Path, line: str) -> None:
    (pack / "holidays.csv").write_text(f"日,名前\n{line}\n", encoding="utf-8")

    with pytest.raises(city.BrokenPack, match="line 2"):
        city.holidays()
