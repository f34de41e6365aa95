from datetime import datetime
from pathlib import Path

import pytest

from sagacity.kit import policy
from sagacity.registry.collection import api as collection
from sagacity.registry.collection import area_names, readings

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def saga(packs: Path, at: datetime) -> None:
    collection.load_pack(packs / "saga" / "garbage", by=policy.SYSTEM, at=at)


def names(words: str) -> list[str]:
    return [found.area.name for found in collection.find_areas(words)]


def test_a_name_in_two_groups_offers_both() -> None:
    found = collection.find_areas("新村")

    assert [(one.area.group, one.area.name) for one in found[:2]] == [
        ("川副町", "新村"),
        ("東与賀町", "新村"),
    ]
    assert all(one.exact for one in found[:2])


@pytest.mark.parametrize("name", ["福島", "新村", "福富", "搦東", "搦西"])
def test_areas_of_one_name_have_keys_of_their_own(name: str) -> None:
    found = [one.area for one in collection.find_areas(name) if one.area.name == name]

    assert len(found) == len({area.key for area in found}) == 2


def test_the_group_before_the_name_tells_them_apart() -> None:
    assert [one.area.group for one in collection.find_areas("東与賀町新村")] == ["東与賀町"]


def test_an_address_leads_to_the_range_it_lies_in() -> None:
    assert names("佐賀市神園3丁目2番1号") == ["神園一～六丁目"]
    assert names("神園３－２－１") == ["神園一～六丁目"]


def test_an_exception_is_offered_beside_the_rest_and_never_decided() -> None:
    found = collection.find_areas("駅前中央1丁目")

    assert [(one.area.name, one.area.condition) for one in found] == [
        ("駅前中央一丁目1番", "1番"),
        ("駅前中央一丁目（1番を除く）", "1番を除く"),
    ]


def test_the_remainder_of_a_town_is_offered_with_its_exceptions() -> None:
    assert "金立町上記以外" in names("金立町薬師丸1616")
    assert names("金立町薬師丸1616")[0] == "金立町大字薬師丸117・1616番地"


def test_a_landmark_in_the_condition_is_found() -> None:
    assert names("サーパス夢咲公園") == [
        "高木瀬町大字東高木 231番○○号、223-8（サーパス夢咲公園）※34号線以南にも東高木がある"
    ]


def test_words_that_name_no_place_find_nothing() -> None:
    assert names("東京都庁") == []
    assert names("佐賀市") == []
    assert names("") == []


def test_groups_named_for_a_row_tell_the_row() -> None:
    assert {area.kana_row for area in collection.areas(group="佐賀地区か行")} == {"か"}


def test_every_name_splits_into_place_and_condition_without_loss() -> None:
    for area in collection.areas():
        assert area.name.startswith(area.stem)
        assert area.condition in area.name


def test_numbers_are_read_in_kanji_and_figures() -> None:
    assert area_names.read("大財四～六丁目").chome == {4, 5, 6}
    assert area_names.read("八戸一・二丁目").chome == {1, 2}
    assert area_names.read("若宮十二丁目").chome == {12}


def test_a_thing_is_found_in_any_script() -> None:
    for words in ("ペットボトル", "ﾍﾟｯﾄﾎﾞﾄﾙ", "ぺっとぼとる"):
        assert collection.items(words=words)[0].name == "ペットボトル"
    assert collection.items(words="ビール瓶")[0].name == "ビール瓶"
    assert collection.items(words="ビールびん")[0].name == "ビール瓶"
    assert "布団" in [one.name for one in collection.items(words="布団")]


def test_section_names_in_the_reading_column_are_sections() -> None:
    by_name = {(one.name, one.kind): one for one in collection.items()}

    assert by_name["生ごみ", "燃えるごみ"].section == "主な物"
    paper = by_name["衣類", "資源物（紙・布類、ビン・缶）"]
    assert (paper.kana_row, paper.section) == ("あ", "紙・布類")


@pytest.mark.parametrize(
    ("words", "name"),
    [("ふとん", "布団"), ("なべ", "鍋"), ("かさ", "傘"), ("ほうちょう", "包丁"), ("しんぶん", "新聞紙")],
)
def test_a_thing_is_found_by_its_reading(words: str, name: str) -> None:
    assert name in [one.name for one in collection.items(words=words)]


def test_our_readings_agree_with_the_rows_the_city_gives() -> None:
    rows = {one.name: one.kana_row for one in collection.items() if one.kana_row}

    checked = [(word, kana) for word, kana in readings.readings() if word in rows]

    assert len(checked) > 60
    assert [(w, k) for w, k in checked if area_names.row_of(k) != rows[w]] == []
