"""Nurseries with their marks: nothing is invented, nobody is left out, nothing is ranked."""

import pytest

from sagacity.identity.testing import Actor
from sagacity.miniapps.childcare.tests.conftest import Publish
from sagacity.miniapps.childcare.tests.family import Family, key_of, town_of

DOOR = "/apps/childcare/nurseries/"


def marked(number: int, name: str, *marks: str, on: str = "2026-09-01") -> dict[str, str]:
    ages = {f"{age}歳": mark for age, mark in enumerate(marks)}
    return {"ID": f"NC-412015-{number:08d}", "名称": name, **ages, "更新日": on}


MARKS = [marked(1, "若葉保育所", "○", "×", "△"), marked(2, "城東保育所", "△", "×", "-")]
LIST = [
    {
        "ID": "1",
        "名称": "若葉保育所",
        "所在地_連結表記": "佐賀県佐賀市栄町1-1",
        "緯度": "33.2600",
        "経度": "130.3000",
        "利用可能曜日": "月火水木金",
        "開始時間": "07:30",
        "終了時間": "18:00",
        "子供預かり開所時間": "07:00",
        "子供預かり閉所時間": "19:30",
    }
]


def test_the_marks_stand_as_published_and_without_a_meaning(hanako: Actor, publish: Publish) -> None:
    publish("nursery_vacancy", MARKS)

    page = hanako.sees(DOOR)

    assert "0歳児○1歳児×2歳児△" in page
    assert "0歳児△1歳児×2歳児-" in page
    assert "記号の意味は公表されていません" in page
    assert "2026年9月1日(火)に市が公開したものです" in page
    assert "2か所は、住所・電話・地図の場所が公開されていません" in page


def test_a_class_a_mark_and_a_town_narrow_the_list(hanako: Actor, publish: Publish) -> None:
    publish("nursery_vacancy", MARKS)

    only_one = hanako.sees(DOOR, age="0", mark="○")
    odd = hanako.sees(DOOR, age="99", mark="?", town="nowhere", **{"from": "x"})

    assert "若葉保育所" in only_one
    assert "城東保育所" not in only_one
    assert "あてはまる保育所がありません" in odd


@pytest.mark.parametrize(
    ("begins", "ends", "travel", "said"),
    [
        ("08:30", "17:30", "30", "仕事の時間に足ります"),
        ("08:30", "17:31", "30", "時間外の預かりなら足ります"),
        ("07:30", "19:00", "30", "時間外の預かりなら足ります"),
        ("07:29", "19:00", "30", "仕事の時間に足りません"),
    ],
)
def test_hours_are_compared_with_work_and_the_way(
    hanako: Actor, publish: Publish, begins: str, ends: str, travel: str, said: str
) -> None:
    publish("nursery", LIST)
    publish("nursery_vacancy", MARKS)

    page = hanako.sees(DOOR, **{"from": begins, "to": ends, "travel": travel})

    assert said in page
    assert page.count("時間がわからないので、くらべられません") == 1  # the other one publishes none


def test_only_those_whose_hours_cover_the_work(hanako: Actor, publish: Publish) -> None:
    publish("nursery", LIST)
    publish("nursery_vacancy", MARKS)

    page = hanako.sees(DOOR, **{"from": "09:00", "to": "17:00", "travel": "20", "covered": "1"})

    assert "1か所" in page
    assert "城東保育所" not in page


def test_my_childs_class_now_and_next_april_leads_into_the_list(hanakos: Family, publish: Publish) -> None:
    publish("nursery_vacancy", MARKS)
    hanakos.adds(2025, 4, 1, name="あに")
    hanakos.adds(2025, 4, 2, name="いもうと")

    page = hanakos.parent.sees(DOOR)

    assert "あに: 2026年11月27日(金)は1歳児クラス 2027年4月1日(木)は2歳児クラス" in page
    assert "いもうと: 2026年11月27日(金)は0歳児クラス 2027年4月1日(木)は1歳児クラス" in page


@pytest.mark.parametrize(
    ("born", "on", "said"),
    [
        ("2025-04-01", "2026-04-01", "1歳児クラス"),
        ("2025-04-02", "2026-04-01", "0歳児クラス"),
        ("2025-04", "2026-04-01", "0歳児クラスか、1歳児クラス"),
        ("2020-04", "2026-04-01", "5歳児クラスか、小学生"),
        ("2020-04-01", "2026-04-01", "小学校に入る年齢です"),
        ("2026-06-15", "2026-06-14", "まだ生まれていません"),
        ("2026-02-30", "2026-04-01", "日付が読めません"),
        ("2025-04-01", "きょう", "日付が読めません"),
    ],
)
def test_which_class_on_which_day(hanako: Actor, born: str, on: str, said: str) -> None:
    assert said in hanako.sees(f"{DOOR}class/", born=born, on=on)


def test_marks_of_several_months_stand_side_by_side(hanako: Actor, publish: Publish) -> None:
    publish(
        "nursery_vacancy", [marked(1, "若葉保育所", "△", "△", "△", on="2026-08-01")], edition="2026-08-01"
    )
    publish("nursery_vacancy", [marked(1, "若葉保育所", "○", "×", "△")])

    page = hanako.sees(f"{DOOR}{key_of('若葉保育所')}/")

    assert page.index("2026-09○×△") < page.index("2026-08△△△")
    assert "2026年8月1日(土)" in page
    assert "記号の意味は公表されていません" in page
    assert hanako.opens(f"{DOOR}urn:ngsi-ld:Place:nowhere/").status_code == 404


def test_three_are_compared_and_gaps_stay_in_sight(hanako: Actor, publish: Publish) -> None:
    names = ["若葉保育所", "城東保育所", "南保育所", "北保育所"]
    publish("nursery_vacancy", [marked(number, name, "○") for number, name in enumerate(names, start=1)])

    page = hanako.sees(f"{DOOR}compare/", one=[key_of(name) for name in names])

    assert "くらべられるのは3か所までです" in page
    assert "北保育所" not in page
    assert page.count("公開されていません") > 9
    assert "くらべる保育所がえらばれていません" in hanako.sees(f"{DOOR}compare/", one="nothing")


def test_the_way_on_foot_says_how_it_was_worked_out(
    hanako: Actor, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAGACITY_CITY", "saga")
    publish("town", [{"町字": "栄町", "緯度": "33.2600", "経度": "130.3107"}])
    publish("nursery", LIST)
    hanako.chooses_district(town_of("栄町"))

    page = hanako.sees(DOOR, sort="near")

    # 0.0107 degrees of longitude at 33.26° north are 996 m; × 1.3 ÷ 80 m a minute: 17 minutes begun.
    assert "歩いて約17分（直線1.0 km）" in page
    assert "直線の1.3倍を分速80 mで歩くとして計算しています" in page


def test_a_city_without_nurseries_says_so(hanako: Actor) -> None:
    assert "まだ公開されていません" in hanako.sees(DOOR)


def test_a_list_without_marks_is_still_a_list(hanako: Actor, publish: Publish) -> None:
    publish("nursery", LIST)

    page = hanako.sees(DOOR)

    assert "月・火・水・木・金 7:30～18:00" in page
    assert "空きのしるしは公開されていません" in page
    assert "記号の意味" not in page
