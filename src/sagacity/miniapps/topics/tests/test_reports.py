"""A reader says that a post is wrong; staff look, decide, and the reader hears of it."""

import pytest

from sagacity.identity import api as identity
from sagacity.identity.testing import Actor, StaffActor
from sagacity.kit import clock
from sagacity.kit.testing.plugin import Deliver
from sagacity.messaging import api as messaging
from sagacity.miniapps.topics import models, receivers, reports
from sagacity.miniapps.topics.cards import staff_cards
from sagacity.miniapps.topics.tests.conftest import newest, post
from sagacity.miniapps.topics.tests.test_reading import request_of


@pytest.fixture
def key(kawakami: Actor, yoshida: StaffActor, deliver: Deliver) -> str:
    """A neighbour's post that is out."""
    kawakami.sends("/apps/topics/mine/write/", **post())
    key = newest().key
    yoshida.sends(f"/desk/topics/posts/{key}/decide/", what="approve")
    deliver()
    return key


def reported_by(actor: Actor, key: str, **more: str) -> str:
    """The words a reader sees after saying that a post hurts somebody."""
    fields = {"about": "hurts", "words": "名前が出ています"} | more
    return actor.sends(f"/apps/topics/posts/{key}/report/", **fields).content.decode()


def titles(actor: Actor) -> list[str]:
    person = identity.device_of(request_of(actor)).key
    return [one.notice.title_in("ja") for one in messaging.inbox(person=person, at=clock.now()).letters]


def test_a_report_becomes_a_task_and_the_post_is_taken_down(
    key: str, hanako: Actor, yoshida: StaffActor, deliver: Deliver
) -> None:
    assert "ありがとうございます。市の職員が確かめます。" in reported_by(hanako, key)
    assert "市に知らせてあります" in hanako.sees(f"/apps/topics/posts/{key}/")
    assert [card.count for card in staff_cards(person=yoshida.person, at=clock.now())] == [1]
    assert "だれかを傷つける: もちつき大会" in yoshida.sees("/desk/topics/")

    (task,) = reports.reports()
    page = f"/desk/topics/reports/{task.key}/"
    assert yoshida.sends(page, what="take_down", answer="").status_code == 422
    yoshida.sends(page, what="take_down", answer="名前を消して書き直してもらいます。")
    deliver()

    assert hanako.opens(f"/apps/topics/posts/{key}/").status_code == 410
    assert reports.how_many() == 0
    assert titles(hanako) == ["知らせてくださった投稿を、市が確かめました"]


def test_pressing_twice_is_one_report_and_the_writer_does_not_learn_who(
    key: str, hanako: Actor, kawakami: Actor
) -> None:
    reported_by(hanako, key)
    reported_by(hanako, key, about="wrong")

    (row,) = models.PostReport.objects.all()
    assert row.about == "hurts"
    assert "傷つける" not in kawakami.sees("/apps/topics/mine/")


def test_all_reports_of_a_post_end_with_it_and_a_kept_post_ends_only_one(
    key: str, hanako: Actor, yoshida: StaffActor
) -> None:
    second = Actor(address="192.0.2.5")
    reported_by(hanako, key)
    reported_by(second, key)
    first, other = reports.reports()

    yoshida.sends(f"/desk/topics/reports/{first.key}/", what="keep", answer="")
    assert [one.key for one in reports.reports()] == [other.key]
    yoshida.sends(f"/desk/topics/reports/{other.key}/", what="take_down", answer="確かめました。")

    outcomes = {one.key: one.outcome for one in reports.reports(open_only=False)}
    assert outcomes == {first.key: "kept", other.key: "taken_down"}


def test_one_device_reports_ten_posts_a_day(key: str, hanako: Actor) -> None:
    reported_by(hanako, key)
    me = models.PostReport.objects.get().reporter
    for number in range(reports.MOST_A_DAY - 1):
        reports.report(post=f"p{number}", reporter=me, about="wrong", words="", language="ja", at=clock.now())

    with pytest.raises(reports.TooManyReports):
        reports.report(post="one more", reporter=me, about="wrong", words="", language="ja", at=clock.now())


def test_a_forgotten_device_leaves_the_task_without_a_name(key: str, hanako: Actor, deliver: Deliver) -> None:
    reported_by(hanako, key)
    me = models.PostReport.objects.get().reporter

    identity.forget_everything(request_of(hanako), at=clock.now())
    deliver()

    row = models.PostReport.objects.get()
    assert me not in (row.reporter, row.key)
    assert reports.how_many() == 1


def test_reports_go_with_a_device_whose_owner_signs_in(key: str, hanako: Actor) -> None:
    reported_by(hanako, key)
    me = models.PostReport.objects.get().reporter

    receivers.reports_go_with_the_device(identity.Joined(old=me, new="urn:ngsi-ld:Device:profile"))

    assert reports.has_reported(post=key, reporter="urn:ngsi-ld:Device:profile")
    assert not reports.has_reported(post=key, reporter=me)


def test_where_both_devices_reported_a_post_nothing_is_left_under_the_key_of_the_joined_one(
    key: str, hanako: Actor
) -> None:
    reported_by(hanako, key)
    me = models.PostReport.objects.get().reporter
    reported_by(Actor(), key)

    reports.hand_over(old=me, new=models.PostReport.objects.exclude(reporter=me).get().reporter)

    assert reports.how_many() == 2
    assert not reports.has_reported(post=key, reporter=me)


def test_a_report_needs_to_say_what_it_is_about(key: str, hanako: Actor) -> None:
    assert hanako.sends(f"/apps/topics/posts/{key}/report/", about="").status_code == 422
    assert "sagacity_device" not in hanako.client.cookies


def test_who_may_not_decide_sees_no_report(key: str, hanako: Actor, koga: StaffActor) -> None:
    reported_by(hanako, key)
    (task,) = reports.reports()

    assert koga.opens(f"/desk/topics/reports/{task.key}/").status_code == 403
