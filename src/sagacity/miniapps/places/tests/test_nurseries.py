"""The marks of a nursery on its page; the list of them all is in the mini-app for families."""

from sagacity.identity.testing import Actor
from sagacity.miniapps.places.tests.conftest import Publish, key_of


def marked(number: int, name: str, *marks: str) -> dict[str, str]:
    ages = {f"{age}歳": mark for age, mark in enumerate(marks)}
    return {"ID": f"NC-412015-{number:08d}", "名称": name, **ages, "更新日": "2026-09-01"}


MARKS = [marked(1, "若葉保育所", "○", "×", "△"), marked(2, "城東保育所", "△", "×", "-")]


def test_the_page_of_a_nursery_shows_its_marks_and_leads_to_the_list(hanako: Actor, publish: Publish) -> None:
    publish("nursery_vacancy", MARKS)

    page = hanako.sees(f"/apps/places/{key_of('若葉保育所')}/")

    assert "○×△" in page
    assert "記号の意味は公表されていません" in page
    assert "地図の場所は公開されていません" in page
    assert hanako.answer is not None
    assert 'href="/apps/childcare/nurseries/"' in hanako.answer.content.decode()


def test_an_old_link_to_the_list_leads_on_with_its_filters(hanako: Actor) -> None:
    answer = hanako.client.get("/apps/places/nurseries/", {"age": "1", "mark": "×", "page": "2"})

    assert answer.status_code == 301
    assert answer.headers["Location"] == "/apps/childcare/nurseries/?age=1&mark=%C3%97"
