"""From the invitation to the reader's inbox: a neighbour writes, staff read it first."""

from collections.abc import Callable

import pytest

from sagacity.identity import api as identity
from sagacity.identity.testing import Actor, StaffActor
from sagacity.kit.audit import api as audit
from sagacity.kit.testing.plugin import Deliver
from sagacity.messaging import api as messaging
from sagacity.miniapps.topics.tests.conftest import newest, post

WRITE = "/apps/topics/mine/write/"
MINE = "/apps/topics/mine/"


def test_opening_the_link_uses_nothing_up_and_the_button_makes_an_editor(
    hanako: Actor, invite: Callable[..., str]
) -> None:
    code = invite()

    for _ in range(2):
        page = hanako.sees("/apps/topics/invited/", code=code)
        assert "みなと公民館 川上" in page
        assert "近所のできごと・子育て" in page
    assert "sagacity_device" not in hanako.client.cookies

    hanako.sends("/apps/topics/invited/", code=code.lower().replace("-", ""))
    assert "みなと小校区" in hanako.sees(MINE)
    other = Actor()
    assert "この招待は使えません。" in other.sends("/apps/topics/invited/", code=code).content.decode()
    assert other.opens(MINE).status_code == 403


def test_a_post_waits_for_staff_and_then_reaches_the_district_alone(
    kawakami: Actor, yoshida: StaffActor, mihon: dict[str, str], deliver: Deliver
) -> None:
    near, far = Actor(), Actor(address="192.0.2.3")
    for who, town in ((near, "みなと一丁目"), (far, "やま町大字うえ")):
        who.chooses_district(mihon[town])
        who.sends("/apps/topics/choose/", theme=["neighbourhood"])
    deliver()

    page = kawakami.sends(WRITE, **post()).content.decode()
    assert "市に送りました" in page
    assert "職員が読んでいます" in kawakami.sees(MINE)
    assert "もちつき大会" not in near.sees("/apps/topics/")

    assert "もちつき大会" in yoshida.sees("/desk/topics/")
    yoshida.sends(f"/desk/topics/posts/{newest().key}/decide/", what="approve")
    deliver()

    assert "もちつき大会" in near.sees("/apps/topics/")
    assert "みなと公民館 川上さん（地域の書き手）" in near.sees(f"/apps/topics/posts/{newest().key}/")
    assert "もちつき大会" not in far.sees("/apps/topics/")
    assert "もちつき大会" in far.sees("/apps/topics/", where="all")
    assert messaging.figures(notice=newest().key, at=newest().created_at).people == 1
    assert newest().content.loudness == messaging.Loudness.QUIET


def test_a_post_comes_back_with_a_reason_and_goes_in_again(kawakami: Actor, yoshida: StaffActor) -> None:
    kawakami.sends(WRITE, **post(body_ja="山田さんのおめでたを祝います。"))
    key = newest().key
    decide = f"/desk/topics/posts/{key}/decide/"
    assert yoshida.sends(decide, what="refuse", why="").status_code == 422
    yoshida.sends(decide, what="refuse", why="本人の同意が書かれていません。")

    assert "本人の同意が書かれていません。" in kawakami.sees(MINE)
    assert "山田さんのおめでた" in kawakami.opens(f"{MINE}{key}/").content.decode()
    kawakami.sends(f"{MINE}{key}/", **post(client_key="again", body_ja="みんなで集まります。"))

    assert newest().key == key
    assert newest().state == messaging.NoticeState.WAITING
    assert newest().body_in("ja") == "みんなで集まります。"


def test_a_form_sent_twice_is_one_post(kawakami: Actor) -> None:
    kawakami.sends(WRITE, **post())
    kawakami.sends(WRITE, **post())

    assert messaging.notices(app="topics").total == 1


def test_a_trusted_editor_is_out_at_once_quietly_and_in_her_district_only(
    kawakami: Actor, ishii: StaffActor
) -> None:
    (role,) = identity.holders(role=identity.NEIGHBOURHOOD_EDITOR)
    ishii.sends(f"/desk/topics/editors/{role.key}/", what="trust")

    assert "公開しました。" in kawakami.sends(WRITE, **post()).content.decode()
    assert newest().state == messaging.NoticeState.PUBLISHED
    assert set(newest().content.audience.districts) == set(role.scope.districts)
    assert [line.action for line in audit.about(thing=newest().key)] == [
        "messaging.approve", "messaging.submit", "messaging.write",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "beyond",
    [{"areas": ["やま小校区"]}, {"topic": "roads-water"}, {"topic": "culture-sports"}, {"areas": []}],
)
def test_nobody_writes_beyond_their_districts_and_themes(kawakami: Actor, beyond: dict[str, object]) -> None:
    assert kawakami.sends(WRITE, **post(**beyond)).status_code == 422
    assert messaging.notices(app="topics").total == 0


def test_a_post_of_somebody_else_is_not_found(kawakami: Actor, invite: Callable[..., str]) -> None:
    kawakami.sends(WRITE, **post())
    other = Actor(address="192.0.2.9")
    other.sends("/apps/topics/invited/", code=invite("やま公民館"))

    key = newest().key
    assert other.opens(f"{MINE}{key}/").status_code == 404
    assert other.sends(f"{MINE}{key}/take-back/").status_code == 404
    assert "もちつき大会" not in other.sees(MINE)


def test_an_editor_whose_time_is_over_writes_no_more(kawakami: Actor, ishii: StaffActor) -> None:
    (role,) = identity.holders(role=identity.NEIGHBOURHOOD_EDITOR)
    assert ishii.sends(f"/desk/topics/editors/{role.key}/", what="end", why="").status_code == 422
    ishii.sends(f"/desk/topics/editors/{role.key}/", what="end", why="役員の交代")

    assert kawakami.sends(WRITE, **post()).status_code == 403
    assert "この端末は、今は話題を書けません。" in kawakami.sees(MINE)
    assert "役員の交代" in ishii.sees(f"/desk/topics/editors/{role.key}/")


def test_staff_take_a_post_down_and_its_page_says_why(
    kawakami: Actor, yoshida: StaffActor, hanako: Actor, deliver: Deliver
) -> None:
    kawakami.sends(WRITE, **post())
    key = newest().key
    yoshida.sends(f"/desk/topics/posts/{key}/decide/", what="approve")
    deliver()
    yoshida.sends(f"/desk/topics/posts/{key}/decide/", what="recall", why="日にちが変わりました。")

    answer = hanako.opens(f"/apps/topics/posts/{key}/")
    assert answer.status_code == 410
    assert "日にちが変わりました。" in hanako.sees()
    assert "公民館の前で" not in hanako.sees()
    assert "もちつき大会" not in hanako.sees("/apps/topics/", where="all")


def test_an_editor_takes_back_what_is_out_and_what_waits(kawakami: Actor, yoshida: StaffActor) -> None:
    kawakami.sends(WRITE, **post())
    kawakami.sends(f"{MINE}{newest().key}/take-back/")
    assert messaging.notices(app="topics").total == 0

    kawakami.sends(WRITE, **post(client_key="second"))
    key = newest().key
    yoshida.sends(f"/desk/topics/posts/{key}/decide/", what="approve")
    kawakami.sends(f"{MINE}{key}/take-back/")
    assert newest().state == messaging.NoticeState.RECALLED


def test_an_editor_can_be_addressed_as_one(kawakami: Actor, deliver: Deliver) -> None:
    deliver()

    assert messaging.marked(kind="role") == {"neighbourhood_editor": 1}


def test_a_link_must_lead_somewhere(kawakami: Actor) -> None:
    answer = kawakami.sends(WRITE, **post(link="https://mihon.example/apps/places/urn:ngsi-ld:Place:none/"))

    assert answer.status_code == 422
    assert "見つかりません" in answer.content.decode()
