"""Nurseries with their marks: nothing is invented, nobody is left out."""

from sagacity.identity.testing import Actor
from sagacity.miniapps.places.tests.conftest import Publish, key_of


def marked(number: int, name: str, *marks: str) -> dict[str, str]:
    ages = {f"{age}歳": mark for age, mark in enumerate(marks)}
    return {"ID": f"NC-412015-{number:08d}", "名称": name, **ages, "更新日": "2026-09-01"}


MARKS = [marked(1, "若葉保育所", "○", "×", "△"), marked(2, "城東保育所", "△", "×", "-")]
LIST = [{"ID": "1", "名称": "若葉保育所", "所在地_連結表記": "佐賀県佐賀市栄町1-1"}]


def test_the_marks_stand_as_published_and_without_a_meaning(hanako: Actor, publish: Publish) -> None:
    publish("nursery_vacancy", MARKS)

    page = hanako.sees("/apps/places/nurseries/")

    assert "若葉保育所○×△" in page
    assert "城東保育所△×-" in page
    assert "記号の意味は公表されていません" in page
    assert "2026年9月1日(火)に市が公開したものです" in page
    assert "2か所は、住所・電話・地図の場所が公開されていません" in page


def test_an_age_and_a_mark_narrow_the_list(hanako: Actor, publish: Publish) -> None:
    publish("nursery_vacancy", MARKS)

    only_one = hanako.sees("/apps/places/nurseries/", age="0", mark="○")
    both = hanako.sees("/apps/places/nurseries/", age="1")

    assert "若葉保育所" in only_one
    assert "城東保育所" not in only_one
    assert "若葉保育所×" in both
    assert "城東保育所×" in both


def test_the_citys_own_list_gives_the_address_and_the_rest_stays_in_sight(
    hanako: Actor, publish: Publish
) -> None:
    publish("nursery", LIST)
    publish("nursery_vacancy", MARKS)

    page = hanako.sees("/apps/places/nurseries/")

    assert "佐賀県佐賀市栄町1-1" in page
    assert "1か所は、住所・電話・地図の場所が公開されていません" in page


def test_the_page_of_a_nursery_shows_its_marks(hanako: Actor, publish: Publish) -> None:
    publish("nursery_vacancy", MARKS)

    page = hanako.sees(f"/apps/places/{key_of('若葉保育所')}/")

    assert "○×△" in page
    assert "記号の意味は公表されていません" in page
    assert "地図の場所は公開されていません" in page


def test_a_city_without_nurseries_says_so(hanako: Actor) -> None:
    assert "まだ公開されていません" in hanako.sees("/apps/places/nurseries/")


def test_a_list_without_marks_is_still_a_list(hanako: Actor, publish: Publish) -> None:
    publish("nursery", LIST)

    page = hanako.sees("/apps/places/nurseries/", age="9", mark="?")

    assert "若葉保育所" in page
    assert "記号の意味" not in page
