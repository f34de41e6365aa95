"""A notice on its way: written by Yoshida, approved by Ishii, read only by those it is for."""

from collections.abc import Callable
from datetime import datetime

import pytest
import time_machine
from django.test import RequestFactory

from sagacity.desks.notices.tests.conftest import NoticeDesk
from sagacity.identity import api as identity
from sagacity.identity.testing import Actor, StaffActor
from sagacity.kit import clock
from sagacity.messaging import api as messaging

Neighbours = Callable[[str], Actor]
State = messaging.NoticeState
pytestmark = pytest.mark.django_db


def test_a_notice_to_one_school_district_arrives_there_and_nowhere_else(
    desk: NoticeDesk, neighbours: Neighbours
) -> None:
    minato, shima, yama = neighbours("みなと一丁目"), neighbours("しま町"), neighbours("やま町大字うえ")

    notice = desk.sends()

    assert notice.state == State.PUBLISHED
    assert "通学路の工事" in minato.sees("/apps/notices/")
    assert "通学路の工事" in shima.sees("/apps/notices/")  # across the water, the same school district
    assert "まだ読んでいないお知らせ" not in yama.sees("/apps/notices/")
    assert _popups(minato) == ["通学路の工事"]
    assert _popups(yama) == []
    figures = messaging.figures(notice=notice.key, at=desk.at)
    assert (figures.people, figures.read) == (2, 0)
    assert "2人の受信箱に入れた" in _squeezed(desk.writer.sees(f"/desk/notices/{notice.key}/"))


def test_repeating_the_requests_of_sending_sends_nothing_twice(
    desk: NoticeDesk, neighbours: Neighbours
) -> None:
    minato = neighbours("みなと一丁目")
    form = {**desk.opens_form(), **desk.fields()}

    for _press in range(3):
        desk.writer.sends("/desk/notices/new/", **form)
    notice = desk.newest()
    for _press in range(3):
        desk.presses(notice, "submit")

    assert messaging.notices().total == 1
    assert "二重には送りません" in desk.writer.sees()
    assert _letters(minato) == ["通学路の工事"]
    assert messaging.figures(notice=notice.key, at=desk.at).people == 1


def test_the_same_form_changed_and_sent_again_loses_no_words(desk: NoticeDesk, example: None) -> None:
    form = {**desk.opens_form(), **desk.fields()}
    desk.writer.sends("/desk/notices/new/", **form)

    answer = desk.writer.sends("/desk/notices/new/", **{**form, "title_ja": "通学路の工事（延長）"})

    assert answer.status_code == 409
    assert "通学路の工事（延長）" in answer.content.decode()
    assert "ほかで変えられています" in desk.writer.sees()
    assert desk.newest().title_in("ja") == "通学路の工事"


def test_what_rings_the_whole_city_waits_for_a_second_person_and_says_why(
    desk: NoticeDesk, neighbours: Neighbours
) -> None:
    yama = neighbours("やま町大字うえ")
    notice = desk.presses(desk.writes(whom="everybody", school_districts=[]), "submit")
    assert notice.state == State.WAITING
    assert "市内全体に通知するので、ほかの人の承認が必要です" in desk.writer.sees(
        f"/desk/notices/{notice.key}/"
    )
    assert "承認を待っているお知らせ" in desk.approver.sees("/staff/")
    assert "承認を待っているお知らせ" not in desk.writer.sees("/staff/")
    assert _letters(yama) == []

    notice = desk.presses(notice, "approve")

    assert (notice.state, notice.approved_by_name) == (State.PUBLISHED, "石井 隆")
    assert _letters(yama) == ["通学路の工事"]


def test_who_writes_cannot_approve_even_with_both_roles(
    desk: NoticeDesk, example: None, staff_with: Callable[..., StaffActor]
) -> None:
    both = staff_with("both", "notice_writer", "notice_approver")
    desk.writer = both
    notice = desk.presses(desk.writes(loudness="urgent"), "submit")
    assert "あなたは承認できません" in both.sees(f"/desk/notices/{notice.key}/")

    both.sends(f"/desk/notices/{notice.key}/approve/")

    assert messaging.notice(key=notice.key).state == State.WAITING
    assert "ほかの承認者に頼んでください" in both.sees()


def test_a_writer_cannot_press_the_button_of_an_approver(desk: NoticeDesk, example: None) -> None:
    notice = desk.presses(desk.writes(loudness="urgent"), "submit")

    answer = desk.writer.client.post(f"/desk/notices/{notice.key}/approve/")

    assert answer.status_code == 403
    assert messaging.notice(key=notice.key).state == State.WAITING


def test_a_refused_notice_comes_back_to_its_writer_with_the_reason(desk: NoticeDesk, example: None) -> None:
    notice = desk.presses(desk.writes(loudness="urgent"), "submit")
    silent = desk.approver.client.post(f"/desk/notices/{notice.key}/refuse/", {"refuse-why": ""})
    assert silent.status_code == 422

    notice = desk.presses(notice, "refuse", **{"refuse-why": "緊急ではありません"})

    assert notice.state == State.DRAFT
    assert "緊急ではありません" in desk.writer.sees(f"/desk/notices/{notice.key}/")
    assert "承認されずに戻ったお知らせ" in desk.writer.sees("/staff/")


def test_a_scheduled_notice_waits_for_its_time(desk: NoticeDesk, neighbours: Neighbours) -> None:
    minato = neighbours("みなと一丁目")

    notice = desk.presses(desk.writes(publish_at="2026-09-16T07:30"), "submit")

    assert notice.state == State.SCHEDULED
    assert "2026年9月16日(水) 7:30 に送ります" in desk.writer.sees(f"/desk/notices/{notice.key}/")
    assert _letters(minato) == []


def test_a_recalled_notice_says_so_to_those_who_read_it_and_the_second_press_changes_nothing(
    desk: NoticeDesk, neighbours: Neighbours
) -> None:
    minato = neighbours("みなと一丁目")
    notice = desk.sends()
    page = f"/apps/notices/{notice.key}/"
    assert "小学校の前の道を通れません" in minato.sees(page)
    silent = desk.writer.client.post(f"/desk/notices/{notice.key}/recall/", {"recall-why": " "})
    assert silent.status_code == 422

    desk.presses(notice, "recall", **{"recall-why": "日付がちがいました"})
    again = desk.presses(notice, "recall", **{"recall-why": "もう一度"})

    assert (again.state, again.recalled_why) == (State.RECALLED, "日付がちがいました")
    said = minato.sees(page)
    assert "このお知らせは取り消されました" in said
    assert "日付がちがいました" in said
    assert "小学校の前の道を通れません" not in said
    assert _popups(minato) == []


def test_who_was_not_reached_is_listed_without_names_and_taken_along_as_a_table(
    desk: NoticeDesk, neighbours: Neighbours
) -> None:
    minato, shima = neighbours("みなと一丁目"), neighbours("しま町")
    notice = desk.sends()
    minato.opens(f"/apps/notices/{notice.key}/")

    assert "1人" in desk.writer.sees(f"/desk/notices/{notice.key}/unreached/")
    answer = desk.writer.client.get(f"/desk/notices/{notice.key}/unreached.csv")

    table = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert table.startswith("\ufeff登録の番号")
    assert _person(shima) in table
    assert _person(minato) not in table
    assert desk.writer.opens("/desk/notices/urn:ngsi-ld:Notice:none/unreached.csv").status_code == 404


def test_the_live_figures_stop_asking_when_nothing_moves(desk: NoticeDesk, neighbours: Neighbours) -> None:
    neighbours("みなと一丁目")
    notice = desk.writes()
    desk.writer.sends(f"/desk/notices/{notice.key}/submit/")

    before = desk.writer.opens(f"/desk/notices/{notice.key}/figures/").content.decode()
    desk.deliver()
    after = desk.writer.opens(f"/desk/notices/{notice.key}/figures/").content.decode()

    assert "いま配っています" in before
    assert 'hx-trigger="every 3s"' in before
    assert "いま配っています" not in after
    assert 'sg-figure__value">1<' in after


def test_the_history_names_who_did_what(desk: NoticeDesk, example: None) -> None:
    notice = desk.sends(loudness="urgent")

    said = desk.writer.sees(f"/desk/notices/{notice.key}/")

    assert "吉田 さくら 書いた" in said
    assert "吉田 さくら 送る手続きをした" in said
    assert "石井 隆 承認した" in said


def test_a_draft_is_thrown_away_once(desk: NoticeDesk, example: None) -> None:
    notice = desk.writes()

    for _press in range(2):
        desk.writer.sends(f"/desk/notices/{notice.key}/discard/")

    assert messaging.notices().total == 0
    assert desk.writer.answer is not None
    assert desk.writer.answer.status_code == 200


def test_a_notice_that_waited_too_long_is_mended_not_sent(
    desk: NoticeDesk, example: None, morning: time_machine.Traveller
) -> None:
    notice = desk.writes()
    morning.move_to(datetime(2026, 10, 30, 9, 0, tzinfo=clock.JAPAN))
    desk.writer.signs_in(desk.writer.login, desk.writer.password)

    desk.presses(notice, "submit")

    assert messaging.notice(key=notice.key).state == State.DRAFT
    assert "掲載を終える日時が過ぎています" in desk.writer.sees()


def _person(actor: Actor) -> str:
    request = RequestFactory().get("/")
    request.COOKIES.update({name: morsel.value for name, morsel in actor.client.cookies.items()})
    return identity.device_of(request).key


def _letters(actor: Actor) -> list[str]:
    page = messaging.inbox(person=_person(actor), at=clock.now())
    return [one.notice.title_in("ja") for one in page.letters]


def _popups(actor: Actor) -> list[str]:
    return [one.notice.title_in("ja") for one in messaging.popups(person=_person(actor), at=clock.now())]


def _squeezed(text: str) -> str:
    return text.replace(" ", "")
