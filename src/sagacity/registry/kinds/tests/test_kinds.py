"""The national sets as data: whole, unambiguous, with source named."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagacity.registry import kinds
from sagacity.registry.kinds import Kind, Type, UnknownKind, governments, headings

BASIC_14 = {
    "aed": 22, "care": 22, "clinic": 26, "cultural_property": 34, "sight": 30, "event": 32, "wifi": 18,
    "toilet": 32, "fire_water": 11, "evacuation_site": 26, "population": 47, "public_facility": 24,
    "nursery": 28, "opendata_list": 15,
}  # fmt: skip
SEEN_OF_THE_STANDARD = {
    "toilet": 39,
    "evacuation_site": 39,
    "nursery": 53,
    "wifi": 28,
    "population": 46,
    "aed": 39,
}


@pytest.mark.parametrize("kind", kinds.all(), ids=lambda kind: kind.key)
def test_every_heading_of_every_edition_leads_to_one_column(kind: Kind) -> None:
    index = headings.index(kind.key)
    for edition in kind.editions:
        columns = [index[headings.fold(heading)][0].name for heading in edition.headings]
        assert len(columns) == len(set(columns))
        assert set(edition.required) <= set(edition.headings)
        assert edition.source
        assert edition.confidence


@pytest.mark.parametrize("kind", kinds.all(), ids=lambda kind: kind.key)
def test_no_two_columns_of_a_kind_answer_to_the_same_heading(kind: Kind) -> None:
    owners: dict[str, set[str]] = {}
    for column in kind.columns:
        for name in (column.name, *column.aliases):
            owners.setdefault(headings.fold(name), set()).add(column.name)
    assert {name: columns for name, columns in owners.items() if len(columns) > 1} == {}


@pytest.mark.parametrize("kind", kinds.all(), ids=lambda kind: kind.key)
def test_choices_have_words_and_other_spellings_lead_to_them(kind: Kind) -> None:
    for column in kind.columns:
        assert (column.type is Type.CHOICE) == bool(column.choices)
        assert set((column.same_as or {}).values()) <= set(column.choices)


def test_the_basic_14_have_as_many_items_as_published() -> None:
    found = {
        key: len(next(e.headings for e in kinds.get(key).editions if e.name.startswith("推奨データセット")))
        for key in BASIC_14
    }
    assert found == BASIC_14
    assert sum(found.values()) == 367


def test_the_municipal_standard_has_as_many_columns_as_seen() -> None:
    found = {
        key: len(next(e.headings for e in kinds.get(key).editions if e.name.startswith("自治体標準")))
        for key in SEEN_OF_THE_STANDARD
    }
    assert found == SEEN_OF_THE_STANDARD


def test_an_edition_of_unverified_order_is_never_read_by_position() -> None:
    standard = next(e for e in kinds.get("aed").editions if e.name.startswith("自治体標準"))
    assert "order not verified" in standard.confidence
    assert not standard.order_known


def test_the_marks_of_vacancy_have_no_invented_meaning() -> None:
    assert kinds.get("nursery_vacancy").legend == {}


def test_a_kind_nobody_described_is_unknown() -> None:
    with pytest.raises(UnknownKind):
        kinds.get("ufo")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("所在地_連結標記", "所在地_連結表記"),
        ("料金（基本）", "料金(基本)"),
        ("名称 _ カナ", "名称_カナ"),
        ("ＵＲＬ", "URL"),
        ("所在地＿都道府県", "所在地_都道府県"),
        ("緯\n度", "緯度"),
    ],
)
def test_width_brackets_and_spaces_make_no_other_heading(one: str, other: str) -> None:
    assert headings.fold(one) == headings.fold(other)


def test_every_code_of_the_table_agrees_with_its_check_digit() -> None:
    codes = governments.names()
    assert len(codes) == 1916 + 47
    assert all(governments.is_sound(code) for code in codes)


def test_fifteen_stripped_codes_may_be_two_bodies() -> None:
    stripped = {
        code[1:] for code in governments.names() if code.startswith("0") and not code.endswith("000", 0, 5)
    }
    ambiguous = [five for five in stripped if len(governments.possible(five)) > 1]
    assert len(ambiguous) == 15
    assert governments.possible("22101") == ("022101", "221015")


@given(st.sampled_from(sorted(governments.names())), st.integers(0, 5), st.integers(1, 9))
def test_one_wrong_digit_never_passes_the_check(code: str, place: int, shift: int) -> None:
    wrong = code[:place] + str((int(code[place]) + shift) % 10) + code[place + 1 :]
    # The weights 6,5,4,3,2 catch every single digit but a few of the sixth, where 10 and 0 share a sign.
    if governments.is_sound(wrong):
        assert (
            11 - sum(int(d) * w for d, w in zip(wrong[:5], (6, 5, 4, 3, 2), strict=True)) % 11
        ) % 10 == int(wrong[5])


@given(st.sampled_from(sorted(governments.names())))
def test_what_a_spreadsheet_leaves_of_a_code_leads_back_to_it(code: str) -> None:
    assert code in governments.possible(code[:5]) or code[:5] == code
    if code.startswith("0"):
        assert code in governments.possible(code.lstrip("0"))


def test_keys_are_names_of_files_and_of_urls() -> None:
    assert all(re.fullmatch(r"[a-z_]+", kind.key) for kind in kinds.all())
