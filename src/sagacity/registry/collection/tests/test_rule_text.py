from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagacity.registry.collection import cells, rule_text
from sagacity.registry.collection.types import Recess, Rule

ON = date(2026, 5, 1)
some_days = st.sets(st.integers(0, 6), min_size=1).map(lambda s: tuple(sorted(s)))
when = st.dates(date(2020, 1, 1), date(2030, 12, 31))
recesses = st.lists(
    st.builds(Recess, st.integers(1, 12), st.integers(1, 28), st.integers(1, 12), st.integers(1, 28)),
    max_size=2,
).map(tuple)


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    weekdays = draw(some_days)
    every = draw(st.sampled_from([1, 1, 1, 2, 3]))
    anchor = draw(when.filter(lambda on: on.weekday() in weekdays)) if every > 1 else None
    nths = () if every > 1 else draw(st.sets(st.integers(1, 5)).map(lambda s: tuple(sorted(s))))
    first = draw(st.none() | when)
    return Rule(
        "燃えるごみ",
        weekdays=weekdays,
        nths=nths,
        every=every,
        anchor=anchor,
        months=draw(st.sets(st.integers(1, 12)).map(lambda s: tuple(sorted(s)))),
        recesses=draw(recesses),
        valid_from=first,
        valid_to=draw(st.none() | when.filter(lambda on: first is None or on >= first)),
        holidays_too=draw(st.booleans()),
        note=draw(st.sampled_from(["", "集会所の前", "雨の日も"])),
    )


@given(rules())
def test_every_rule_can_be_said_and_read_back(rule: Rule) -> None:
    assert rule_text.parse(rule_text.say(rule), kind=rule.kind, on=ON) == (rule,)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("毎週火・金曜日", Rule("k", weekdays=(1, 4))),
        ("毎週 火曜、金曜", Rule("k", weekdays=(1, 4))),
        ("第２・４月曜日", Rule("k", weekdays=(0,), nths=(2, 4))),
        ("第二・第四月曜日", Rule("k", weekdays=(0,), nths=(2, 4))),
        ("毎月第1日曜日", Rule("k", weekdays=(6,), nths=(1,))),
        ("隔週火曜（4/7から）", Rule("k", weekdays=(1,), every=2, anchor=date(2026, 4, 7))),
        ("毎週月曜日 祝日も収集", Rule("k", weekdays=(0,), holidays_too=True)),
        ("毎週木曜日 12/31～1/3休み", Rule("k", weekdays=(3,), recesses=(Recess(12, 31, 1, 3),))),
        ("11月～2月の毎週月曜日", Rule("k", weekdays=(0,), months=(1, 2, 11, 12))),
        ("毎週火曜日 令和8年4月1日から", Rule("k", weekdays=(1,), valid_from=date(2026, 4, 1))),
        ("日付2026/12/29、2027/1/4", Rule("k", dates=(date(2026, 12, 29), date(2027, 1, 4)))),
    ],
)
def test_the_words_of_a_clerk_are_understood(text: str, expected: Rule) -> None:
    assert rule_text.parse(text, kind="k", on=ON) == (expected,)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("曜34", "曜34"),
        ("毎週曜34", "曜34"),
        ("毎週火曜日ときどき", "ときどき"),
        ("不定期", "不定期"),
        ("隔週火曜", "隔週"),
        ("隔週火曜（4/8から）", "(4/8から)"),
        ("毎週火曜日 祝日は休み", "祝日は休み"),
        ("13月の毎週月曜日", "13月の"),
        ("毎週月曜日 2/30から", "2/30から"),
    ],
)
def test_words_without_meaning_are_an_error_that_names_them(text: str, found: str) -> None:
    with pytest.raises(rule_text.UnknownText) as told:
        rule_text.parse(text, kind="k", on=ON)

    assert told.value.found == found
    assert "毎週火・金曜日" in str(told.value)


def test_two_lines_are_two_rules_of_one_kind() -> None:
    found = rule_text.parse("毎週月曜日\n第1木曜日", kind="k", on=ON)

    assert [rule.weekdays for rule in found] == [(0,), (3,)]


@pytest.mark.parametrize(
    "cell", ["月 木", "金1 金3", "金1 金3 20201229", "月 木:4 5 6", "20201229 20210104", "月 *3", ""]
)
def test_a_5374_cell_is_written_as_it_was_read(cell: str) -> None:
    read = cells.parse(cell, kind="k")

    assert cells.write(read.rules, read.exceptions, read.remarks) == cell


def test_a_date_in_a_cell_keeps_the_weekdays_beside_it() -> None:
    read = cells.parse("火 金 20201229", kind="k")

    assert read.rules[0].weekdays == (1, 4)
    assert [one.on for one in read.exceptions] == [date(2020, 12, 29)]


@pytest.mark.parametrize("cell", ["曜34", "金6", "月木", "20201301", "月 ごろ", "月:13", ":4"])
def test_an_unknown_cell_is_refused_by_name(cell: str) -> None:
    with pytest.raises(cells.UnknownCell):
        cells.parse(cell, kind="k")
