"""Corrections and rows left over, when the record they speak of has changed meanwhile."""

import pytest

from sagacity.registry import api as registry
from sagacity.registry.tests.desk import KOGA, NAKAMURA, Desk, aed


def _place(name: str) -> registry.Place:
    (found,) = [place for place in registry.find_places(limit=100).places if place.name == name]
    return found


def _correction(desk: Desk, name: str, column: str, says: str) -> registry.ImportRun:
    said = registry.say_wrong(record=_place(name).key, column=column, says=says, at=desk.at)
    registry.decide_correction(key=said.key, accept=True, by=KOGA, at=desk.at, answer="確かめました")
    return registry.runs(state="submitted")[0]


def _rechecked(desk: Desk, key: str) -> registry.ImportRun:
    registry.recheck(key=key, by=KOGA, at=desk.at)
    desk.deliver()
    return registry.run(key)


def test_a_correction_changes_its_one_value_in_the_record_as_it_stands_now(desk: Desk) -> None:
    desk.publishes([aed(1, "市役所", 電話番号="0952-24-3151")])
    run = _correction(desk, "市役所", "設置位置", "1階 受付")
    desk.publishes([aed(1, "市役所", 電話番号="0952-40-7111")])
    with pytest.raises(registry.Overtaken):
        registry.approve(key=run.key, by=NAKAMURA, at=desk.at)

    _rechecked(desk, run.key)
    desk.passes(run.key)

    (record,) = registry.records_of(_place("市役所").key)
    assert (record.fields["設置位置"], record.fields["電話番号"]) == ("1階 受付", "0952-40-7111")


def test_a_correction_of_a_record_that_is_gone_has_nothing_to_change(desk: Desk) -> None:
    first = desk.publishes([aed(1, "市役所")])
    run = _correction(desk, "市役所", "設置位置", "1階 受付")
    desk.undoes(first.key)

    again = _rechecked(desk, run.key)

    assert again.state == "refused"
    assert "直すものがありません" in again.problem


def test_a_row_left_over_does_not_silently_replace_what_is_newer(desk: Desk) -> None:
    old = aed(1, "市役所", 電話番号="0952-24-3151")
    desk.publishes([old])
    run = desk.publishes(
        [aed(2, "図書館"), {**old, "電話番号": "0952-99-9999", "緯度": "130.3", "経度": "33.25"}]
    )
    (rest,) = [one for one in registry.runs(state="checked") if one.follows == run.key]
    desk.publishes([{**old, "電話番号": "0952-40-7111"}, aed(2, "図書館")])

    again = _rechecked(desk, rest.key)

    assert (again.applied, again.to_confirm) == (0, 1)
    (line,) = registry.report(rest.key, rule="compare.newer")[0]
    assert "公開中" in line.expected
    registry.answer(key=rest.key, row=line.row, column=line.column, choice="skip", by=KOGA, at=desk.at)
    assert registry.run(rest.key).refused == 1
    (record,) = registry.records_of(_place("市役所").key)
    assert record.fields["電話番号"] == "0952-40-7111"


def test_a_row_left_over_goes_in_when_a_person_says_so(desk: Desk) -> None:
    old = aed(1, "市役所", 電話番号="0952-24-3151")
    desk.publishes([old])
    moved = {**old, "緯度": "130.3010", "経度": "33.2510", "設置位置": "2階"}
    run = desk.publishes([aed(2, "図書館", 設置位置="1階"), moved])
    (rest,) = [one for one in registry.runs(state="checked") if one.follows == run.key]
    desk.publishes([{**old, "電話番号": "0952-40-7111"}, aed(2, "図書館", 設置位置="1階")])
    _rechecked(desk, rest.key)

    for line in registry.report(rest.key, outcome="to_confirm")[0]:
        registry.answer(key=rest.key, row=line.row, column=line.column, choice="accept", by=KOGA, at=desk.at)
    desk.passes(rest.key)

    (record,) = registry.records_of(_place("市役所").key)
    assert record.fields["設置位置"] == "2階"


def test_a_value_that_cannot_stand_in_its_column_is_refused_in_words(desk: Desk) -> None:
    desk.publishes([aed(1, "市役所")])
    said = registry.say_wrong(record=_place("市役所").key, column="緯度", says="駅の北", at=desk.at)

    with pytest.raises(registry.NotAValue, match="「緯度」に入りません"):
        registry.decide_correction(key=said.key, accept=True, by=KOGA, at=desk.at)

    assert registry.correction(said.key).state == "open"
