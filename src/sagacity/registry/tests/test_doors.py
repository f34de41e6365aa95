"""What the doors ask of the registry: places, maps, events, vacancies, corrections."""

from datetime import date, datetime

import pytest

from sagacity.kit.clock import JAPAN
from sagacity.registry import api as registry
from sagacity.registry.tests.desk import KOGA, NAKAMURA, Desk, aed

HERE = registry.Point(33.25, 130.30)


def test_places_are_found_by_distance_words_kind_and_box(desk: Desk) -> None:
    desk.publishes([aed(number, f"施設{number}") for number in range(1, 31)])

    near = registry.find_places(near=HERE, limit=3)
    box = registry.find_places(bbox=(33.2505, 130.30, 33.2525, 130.31))

    assert [place.name for place in near.places] == ["施設1", "施設2", "施設3"]
    assert near.total == 30
    assert {place.name for place in box.places} == {"施設1", "施設2"}
    assert registry.find_places(words="施設29").total == 1
    assert registry.find_places(kinds=["toilet"]).total == 0
    assert registry.facet_counts() == {"aed": 30}
    (first, far), *_ = registry.nearest(point=HERE, limit=1)
    assert first.name == "施設1"
    assert 140 < far < 150


def test_paging_by_distance_names_every_place_once(desk: Desk) -> None:
    desk.publishes([aed(number, f"施設{number}") for number in range(1, 31)])

    pages = [registry.find_places(near=HERE, limit=7, offset=start).places for start in range(0, 35, 7)]

    names = [place.name for page in pages for place in page]
    assert names == [f"施設{number}" for number in range(1, 31)]


def test_open_now_means_places_that_say_so(desk: Desk) -> None:
    hours = {"利用可能曜日": "月火水木金", "開始時間": "09:00", "終了時間": "17:00"}
    desk.publishes([aed(1, "市役所", **hours), aed(2, "公民館")])

    def open_at(day: int, hour: int) -> list[str]:
        at = datetime(2026, 9, day, hour, tzinfo=JAPAN)
        return [place.name for place in registry.find_places(open_at=at).places]

    assert open_at(15, 10) == ["市役所"]
    assert open_at(15, 17) == []
    assert open_at(13, 10) == []  # Sunday
    assert open_at(21, 10) == []  # a holiday on a Monday


def test_a_filter_nobody_knows_is_refused(desk: Desk) -> None:
    with pytest.raises(registry.NoSuchFilter):
        registry.find_places(having=["swimming_pool"])


def test_near_an_aed_is_about_distance(desk: Desk) -> None:
    desk.publishes([aed(1, "市役所")])
    rows = [
        {"ID": "1", "名称": "東トイレ", "緯度": "33.251500", "経度": "130.301500"},
        {"ID": "2", "名称": "西トイレ", "緯度": "33.300000", "経度": "130.301500"},
    ]
    desk.publishes(rows, kind="toilet", name="toilet.csv")

    found = registry.find_places(kinds=["toilet"], having=["aed_near"])

    assert [place.name for place in found.places] == ["東トイレ"]


def test_the_map_gathers_what_is_too_much_and_loses_nobody(desk: Desk) -> None:
    rows = [
        aed(n, f"施設{n}", 緯度=f"{33.1 + n % 23 / 100}", 経度=f"{130.2 + n // 23 / 100}") for n in range(300)
    ]
    desk.publishes(rows)

    few = registry.map_features(bbox=(33, 130, 34, 131), zoom=9, limit=50)
    all_of_them = registry.map_features(bbox=(33, 130, 34, 131), zoom=16, limit=2000)

    assert len(few) <= 50
    assert sum(feature.count for feature in few) == 300
    assert len(all_of_them) == 300
    assert all(feature.key and feature.count == 1 for feature in all_of_them)


def test_every_field_of_a_facet_says_where_it_comes_from(desk: Desk) -> None:
    run = desk.publishes([aed(1, "市役所")], name="aed_20260901.csv")

    (place,) = registry.find_places().places
    facet = place.facets[0]
    assert facet.fields["名称"] == "市役所"
    assert facet.statuses["名称"] == registry.Status.GIVEN
    assert facet.statuses["備考"] == registry.Status.MISSING
    assert (facet.provenance.file, facet.provenance.row) == ("aed_20260901.csv", 2)
    assert (facet.provenance.edition, facet.provenance.run) == ("2026-09-01", run.key)


def _event(number: int, name: str, **more: str) -> dict[str, str]:
    return {"NO": str(number), "名称": name, **more}


def test_events_are_found_by_their_days_and_what_nobody_understands_is_kept(desk: Desk) -> None:
    rows = [
        _event(1, "ひなまつり", 開始日="2026-09-10", 終了日="2026-09-20", 開始時刻="10:00"),
        _event(2, "骨董市", 開始日="2026-10-04", 日時備考="毎月第1日曜（8月を除く）"),
        _event(3, "日は未定"),
    ]
    run = desk.receives(rows, kind="event", name="event.csv")
    registry.answer_all(key=run.key, rule="required.empty", choice="keep", by=KOGA, at=desk.at)
    desk.passes(run.key)

    inside, many = registry.find_events(from_=date(2026, 9, 15), until=date(2026, 9, 15))
    later, _ = registry.find_events(from_=date(2026, 10, 1))
    undated, _ = registry.find_events(undated=True)

    assert [event.name for event in inside] == ["ひなまつり"]
    assert many == 1
    assert later[0].unparsed_text == "毎月第1日曜（8月を除く）"
    assert [event.name for event in undated] == ["日は未定"]
    assert registry.event(inside[0].key).occurrences[0].until == date(2026, 9, 20)


def _marks(day: str, mark: str) -> list[dict[str, str]]:
    return [{"ID": "NC-412015-1", "名称": "若葉保育所", "0歳": mark, "1歳": "×", "更新日": day}]


def test_vacancy_marks_keep_every_month_and_get_no_invented_meaning(desk: Desk) -> None:
    desk.publishes(_marks("2026-08-01", "△"), kind="nursery_vacancy", name="v.csv", edition="2026-08-01")
    run = desk.publishes(
        _marks("2026-09-01", "○"), kind="nursery_vacancy", name="v.csv", edition="2026-09-01"
    )
    (place,) = registry.find_places(kinds=["nursery"]).places

    marks = [(one.month.month, one.age_class, one.mark, one.meaning) for one in registry.vacancy(place.key)]

    assert place.point is None
    assert marks == [(9, 0, "○", ""), (9, 1, "×", ""), (8, 0, "△", ""), (8, 1, "×", "")]
    desk.undoes(run.key)
    assert [one.month.month for one in registry.vacancy(place.key)] == [8, 8]


def test_vacancies_join_the_list_of_nurseries_by_name_and_the_rest_is_shown(desk: Desk) -> None:
    nursery = {"ID": "1", "名称": "若葉保育所", "緯度": "33.25", "経度": "130.3"}
    desk.publishes([nursery], kind="nursery", name="n.csv")
    rows = [*_marks("2026-09-01", "△"), {"ID": "NC-412015-2", "名称": "城東保育所", "更新日": "2026-09-01"}]
    desk.publishes(rows, kind="nursery_vacancy", name="v.csv")

    assert {(place.name, len(place.facets)) for place in registry.find_places().places} == {
        ("若葉保育所", 2),
        ("城東保育所", 1),
    }
    assert [record.name for record in registry.unmatched_vacancies()] == ["城東保育所"]


def test_a_correction_becomes_a_change_that_a_second_person_approves(desk: Desk) -> None:
    desk.publishes([aed(1, "市役所", 電話番号="(0952)24-3151")])
    (place,) = registry.find_places().places
    said = registry.say_wrong(record=place.key, column="名称", says="佐賀市役所", reason="", at=desk.at)
    assert [one.key for one in registry.corrections()] == [said.key]

    registry.decide_correction(key=said.key, accept=True, by=KOGA, at=desk.at, answer="ありがとうございます")
    assert registry.place(place.key).name == "市役所"
    (run,) = registry.runs(state="submitted")
    with pytest.raises(registry.SamePerson):
        registry.approve(key=run.key, by=KOGA, at=desk.at)
    registry.approve(key=run.key, by=NAKAMURA, at=desk.at)
    desk.deliver()

    assert registry.place(place.key).name == "佐賀市役所"
    assert registry.corrections() == []
    assert [line.what for line in registry.history(place.key)] == ["changed", "new"]
    desk.undoes(run.key)
    assert registry.place(place.key).name == "市役所"


def test_a_correction_is_decided_once(desk: Desk) -> None:
    desk.publishes([aed(1, "市役所")])
    (place,) = registry.find_places().places
    said = registry.say_wrong(record=place.key, column="名称", says="支所", at=desk.at)
    registry.decide_correction(key=said.key, accept=False, by=KOGA, at=desk.at, answer="確認しました")

    with pytest.raises(registry.AlreadyDecided):
        registry.decide_correction(key=said.key, accept=True, by=NAKAMURA, at=desk.at)

    assert registry.runs(state="submitted") == []


@pytest.mark.parametrize("says", ["", "   ", "あ" * 1001])
def test_an_empty_or_endless_correction_is_refused(desk: Desk, says: str) -> None:
    desk.publishes([aed(1, "市役所")])
    (place,) = registry.find_places().places

    with pytest.raises((registry.NothingSaid, registry.TooMuchText)):
        registry.say_wrong(record=place.key, says=says, at=desk.at)


def test_the_completeness_board_names_every_set_and_invents_nothing(desk: Desk) -> None:
    desk.publishes([aed(1, "市役所")], edition="2026-09-01")

    board = {line.kind: line for line in registry.completeness()}

    assert board["toilet"].state == "lack"
    assert (board["aed"].records, board["aed"].edition) == (1, "2026-09-01")
    assert board["aed"].state in ("have", "partly")
    assert 0 < board["aed"].required_filled <= 1
    assert "collection_area_days" not in board


def test_towns_are_listed_and_places_know_theirs_whichever_came_first(desk: Desk) -> None:
    desk.publishes([aed(1, "公民館", 所在地_連結表記="佐賀県佐賀市久保泉町上和泉12-1")])
    towns = [{"町字": "久保泉町大字上和泉", "緯度": "33.31", "経度": "130.33"}, {"町字": "栄町"}]
    desk.publishes(towns, kind="town", name="town.csv")

    (town,) = registry.towns(words="上和泉")

    assert town.group == "久保泉町"
    assert [place.name for place in registry.find_places(town=town.key).places] == ["公民館"]
    assert [one.name for one in registry.towns()] == ["栄町", "久保泉町大字上和泉"]
