"""Choosing districts and themes, reading, following, and the card on the home screen."""

from datetime import timedelta

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from sagacity.identity import api as identity
from sagacity.identity.testing import Actor, StaffActor
from sagacity.kit import clock
from sagacity.kit.testing.plugin import Deliver
from sagacity.kit.ui.missing import missing_strings
from sagacity.messaging import api as messaging
from sagacity.miniapps.topics.cards import cards, staff_cards
from sagacity.miniapps.topics.tests.conftest import area, newest
from sagacity.registry.tests.towns import take_out_of_every_area

CHOOSE = "/apps/topics/choose/"


def fields(title: str, **more: object) -> dict[str, object]:
    """What a clerk types."""
    return {
        "client_key": title, "topic": "culture-sports", "areas": [], "towns": "", "title_ja": title,
        "body_ja": "くわしくは市役所へ。", "days": "14", "loudness": "quiet", "link": "",
    } | more  # fmt: skip


def says(staff: StaffActor, title: str, **more: object) -> str:
    """A post of the city; gives its key."""
    answer = staff.sends("/desk/topics/write/", **fields(title, **more))
    assert answer.status_code == 200, answer.content.decode()
    return newest().key


def request_of(actor: Actor) -> HttpRequest:
    request = RequestFactory().get("/")
    request.COOKIES.update({name: morsel.value for name, morsel in actor.client.cookies.items()})
    return request


def test_a_newcomer_reads_everything_and_nothing_is_kept(hanako: Actor, yoshida: StaffActor) -> None:
    says(yoshida, "文化祭")

    assert "文化祭" in hanako.sees("/apps/topics/")
    assert "くわしくは市役所へ。" in hanako.sees(f"/apps/topics/posts/{newest().key}/")
    assert "sagacity_device" not in hanako.client.cookies


def test_a_mothers_district_is_followed_from_elsewhere(
    hanako: Actor, yoshida: StaffActor, mihon: dict[str, str], deliver: Deliver
) -> None:
    hanako.chooses_district(mihon["みなと一丁目"])
    hanako.sends(CHOOSE, theme=["culture-sports"], area=[area("やま町大字うえ")])
    deliver()
    says(yoshida, "やまの文化祭", areas=[area("やま町大字うえ")])
    deliver()

    assert "やまの文化祭" in hanako.sees("/apps/topics/")
    me = messaging.marked(kind="district.followed")
    assert mihon["やま町大字うえ"] in me
    (card,) = cards(request_of(hanako), clock.now())
    assert card.title == "やまの文化祭"
    assert messaging.figures(notice=newest().key, at=clock.now()).people == 1

    hanako.sends(CHOOSE, theme=["culture-sports"])
    assert messaging.marked(kind="district.followed") == {}
    assert "やまの文化祭" not in hanako.sees("/apps/topics/")


def test_single_towns_are_found_added_and_dropped(hanako: Actor, mihon: dict[str, str]) -> None:
    assert "みなと二丁目" in hanako.sees(CHOOSE, q="みなと二丁目")
    hanako.sends(f"{CHOOSE}town/", town=mihon["みなと二丁目"], on="1")
    hanako.sends(f"{CHOOSE}town/", town=mihon["みなと二丁目"], on="1")
    assert messaging.marked(kind="district.followed") == {mihon["みなと二丁目"]: 1}

    hanako.sends(f"{CHOOSE}town/", town=mihon["みなと二丁目"], on="0")
    assert messaging.marked(kind="district.followed") == {}
    hanako.sends(f"{CHOOSE}town/", town="urn:ngsi-ld:Town:none", on="1")
    assert messaging.marked(kind="district.followed") == {}


def test_a_theme_is_followed_from_a_post_and_left_again(hanako: Actor, yoshida: StaffActor) -> None:
    key = says(yoshida, "文化祭")
    page = f"/apps/topics/posts/{key}/"

    hanako.sends("/apps/topics/follow/", topic="culture-sports", on="1", next=page)
    assert "読むのをやめる" in hanako.sees(page)
    hanako.sends("/apps/topics/follow/", topic="culture-sports", on="0", next="https://elsewhere.example/")

    assert messaging.marked(kind="topic") == {}
    assert "これからも読む" in hanako.sees(page)


def test_words_and_themes_narrow_the_list(hanako: Actor, yoshida: StaffActor) -> None:
    says(yoshida, "文化祭")
    says(yoshida, "水道の工事", topic="roads-water")

    found = hanako.sees("/apps/topics/", q="工事")
    assert "水道の工事" in found
    assert "文化祭" not in found
    assert "文化祭" not in hanako.sees("/apps/topics/", topic="roads-water")
    assert "話題はまだありません。" in hanako.sees("/apps/topics/", topic="health")


def test_a_reader_of_english_is_told_which_texts_are_japanese(yoshida: StaffActor) -> None:
    reader = Actor(language="en")
    plain = says(yoshida, "文化祭")
    both = says(yoshida, "発表会", title_en="Recital", body_en="Ask at the city hall.")

    assert "written in Japanese" in reader.sees(f"/apps/topics/posts/{plain}/")
    page = reader.sees(f"/apps/topics/posts/{both}/")
    assert "Recital" in page
    assert "written in Japanese" not in page


def test_the_card_goes_when_the_post_is_old_or_nothing_is_followed(
    hanako: Actor, yoshida: StaffActor
) -> None:
    says(yoshida, "文化祭")
    assert cards(request_of(hanako), clock.now()) == []

    hanako.sends(CHOOSE, theme=["culture-sports"])
    (card,) = cards(request_of(hanako), clock.now())
    assert (card.urgency, card.app) == (15, "topics")
    assert cards(request_of(hanako), clock.now() + timedelta(days=8)) == []


def test_a_notice_to_single_people_is_no_post(hanako: Actor, yoshida: StaffActor) -> None:
    hanako.sends(CHOOSE, theme=["culture-sports"])
    me = next(iter(messaging.marked(kind="topic")))
    assert me == "culture-sports"
    draft = messaging.Draft(
        title={"ja": "あなたへ"}, body={"ja": "結果です。"},
        audience=messaging.Audience(people=("urn:ngsi-ld:Device:x",)),
        publish_at=clock.now(), expires_at=clock.now() + timedelta(days=1), topic="culture-sports",
    )  # fmt: skip
    secret = messaging.remind(client_key="x", draft=draft, app="topics", at=clock.now())

    assert hanako.opens(f"/apps/topics/posts/{secret.key}/").status_code == 404
    assert "あなたへ" not in yoshida.sees("/desk/topics/")
    assert yoshida.opens(f"/desk/topics/posts/{secret.key}/").status_code == 404


def test_a_closed_theme_is_not_offered_and_its_posts_stay(
    hanako: Actor, yoshida: StaffActor, ishii: StaffActor
) -> None:
    key = says(yoshida, "文化祭")
    changed = {"name_ja": "文化", "icon": "culture", "posted_by": "staff", "order": "30"}
    ishii.sends("/desk/topics/themes/culture-sports/", **changed)

    assert "文化" not in hanako.sees(CHOOSE)
    assert "文化祭" in hanako.sees(f"/apps/topics/posts/{key}/")


def test_a_new_theme_needs_a_key_of_its_own(ishii: StaffActor, yoshida: StaffActor) -> None:
    fields = {
        "key": "health",
        "name_ja": "健康",
        "icon": "care",
        "posted_by": "staff",
        "order": "5",
        "is_open": "on",
    }
    assert ishii.sends("/desk/topics/themes/new/", **fields).status_code == 422

    ishii.sends("/desk/topics/themes/new/", **(fields | {"key": "walking"}))
    assert messaging.topic(key="walking").name_in("ko") == "健康"
    assert yoshida.opens("/desk/topics/themes/").status_code == 403
    assert yoshida.opens("/desk/topics/editors/").status_code == 403


def test_only_who_may_write_writes(koga: StaffActor, ishii: StaffActor) -> None:
    assert koga.opens("/desk/topics/write/").status_code == 403
    assert ishii.opens("/desk/topics/write/").status_code == 403
    assert koga.sends("/desk/topics/posts/x/decide/", what="approve").status_code == 403
    assert staff_cards(person=koga.person, at=clock.now()) == []


def test_a_city_without_themes_says_so(hanako: Actor, ishii: StaffActor) -> None:
    for topic in messaging.topics():
        messaging.write_topic(
            topic=messaging.Topic(topic.key, topic.name, {}, "bell", "", "staff", 1, is_open=False),
            by=ishii.person,
            at=clock.now(),
        )

    assert "まだテーマがありません。" in hanako.sees("/apps/topics/")


def test_everything_a_device_chose_goes_with_it(hanako: Actor, deliver: Deliver) -> None:
    hanako.sends(CHOOSE, theme=["health"], area=[area("やま町大字うえ")])
    request = request_of(hanako)
    identity.forget_everything(request, at=clock.now())
    deliver()

    assert messaging.marked(kind="topic") == messaging.marked(kind="district.followed") == {}


def test_towns_in_no_area_are_chosen_and_written_to_one_by_one(
    hanako: Actor, yoshida: StaffActor, ishii: StaffActor, mihon: dict[str, str]
) -> None:
    take_out_of_every_area("みなと一丁目", "みなと二丁目")

    assert 'value="みなと一丁目"' not in hanako.opens(CHOOSE).content.decode()
    assert 'value="みなと一丁目"' not in ishii.opens("/desk/topics/editors/invite/").content.decode()
    wrong = yoshida.sends("/desk/topics/write/", **fields("文化祭", towns="みなと十丁目"))
    assert wrong.status_code == 422
    says(yoshida, "文化祭", towns="みなと一丁目\r\nみなと二丁目")

    assert set(newest().content.audience.districts) == {mihon["みなと一丁目"], mihon["みなと二丁目"]}
    assert "みなと一丁目、みなと二丁目" in hanako.sees("/apps/topics/")


STAFF = ("desk*.py", "doors.py", "templates/topics/desk_*.html")


def test_no_text_lacks_a_language() -> None:
    assert missing_strings(package="sagacity.miniapps.topics", staff_files=STAFF) == []


@pytest.mark.parametrize("path", ["posts/urn:ngsi-ld:Notice:none/", "posts/x/report/"])
def test_an_address_that_leads_nowhere_is_404(hanako: Actor, path: str) -> None:
    assert hanako.opens(f"/apps/topics/{path}").status_code == 404
