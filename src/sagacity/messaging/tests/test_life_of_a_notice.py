from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.messaging import api as messaging
from sagacity.messaging import models
from sagacity.messaging.api import Loudness
from sagacity.messaging.api import NoticeState as State
from sagacity.messaging.publishing import publish_due
from sagacity.messaging.testing import APPROVER, EVERYBODY, WRITER, TownCrier, device


def test_a_quiet_notice_goes_out_when_it_is_submitted(crier: TownCrier) -> None:
    hanako = crier.marks("hanako", topic=["any"])

    notice = crier.says("給水のお知らせ")

    assert notice.state == State.PUBLISHED
    assert crier.titles(hanako) == ["給水のお知らせ"]


def test_a_draft_reaches_nobody(crier: TownCrier) -> None:
    hanako = crier.marks("hanako", topic=["any"])

    notice = crier.writes()
    crier.deliver()

    assert notice.state == State.DRAFT
    assert crier.titles(hanako) == []
    assert messaging.archive(at=crier.at).total == 0


@pytest.mark.parametrize("loudness", [Loudness.NORMAL, Loudness.POPUP, Loudness.URGENT])
def test_what_rings_the_whole_city_waits_for_a_second_person(crier: TownCrier, loudness: Loudness) -> None:
    hanako = crier.marks("hanako", topic=["any"])
    notice = crier.writes(loudness=loudness)
    assert notice.needs_second_person

    waiting = messaging.submit(notice=notice.key, by=WRITER, at=crier.at)
    crier.deliver()
    assert waiting.state == State.WAITING
    assert crier.titles(hanako) == []

    with pytest.raises(messaging.SamePerson):
        messaging.approve(notice=notice.key, by=WRITER, at=crier.at)
    approved = messaging.approve(notice=notice.key, by=APPROVER, at=crier.at)
    crier.deliver()
    assert (approved.state, approved.approved_by_name) == (State.PUBLISHED, APPROVER.name)
    assert crier.titles(hanako) == ["給水のお知らせ"]


def test_the_database_itself_refuses_a_writer_who_agrees_with_themselves(crier: TownCrier) -> None:
    notice = crier.writes(loudness=Loudness.NORMAL)

    with pytest.raises(IntegrityError), transaction.atomic():
        models.Notice.objects.filter(key=notice.key).update(approved_by=WRITER.key)


def test_whoever_changed_a_notice_is_no_second_person_for_it(crier: TownCrier) -> None:
    notice = crier.writes(loudness=Loudness.NORMAL)
    messaging.revise(notice=notice.key, draft=crier.draft(loudness=Loudness.NORMAL), by=APPROVER, at=crier.at)
    messaging.submit(notice=notice.key, by=WRITER, at=crier.at)

    with pytest.raises(messaging.SamePerson):
        messaging.approve(notice=notice.key, by=APPROVER, at=crier.at)


def test_a_neighbour_is_published_by_staff_only(crier: TownCrier) -> None:
    neighbour = policy.Person(key=device("editor"), name="みなと自治会", kind="resident")
    notice = messaging.write(
        client_key="post",
        draft=crier.draft("夏まつり"),
        by=neighbour,
        origin=messaging.Origin.NEIGHBOUR,
        at=crier.at,
    )

    waiting = messaging.submit(notice=notice.key, by=neighbour, at=crier.at)

    assert waiting.state == State.WAITING
    assert messaging.approve(notice=notice.key, by=APPROVER, at=crier.at).state == State.PUBLISHED


def test_a_refused_notice_is_a_draft_again_with_the_reason(crier: TownCrier) -> None:
    notice = crier.writes(loudness=Loudness.NORMAL)
    messaging.submit(notice=notice.key, by=WRITER, at=crier.at)

    refused = messaging.refuse(notice=notice.key, why="日付が違います。", by=APPROVER, at=crier.at)

    assert (refused.state, refused.refused_why) == (State.DRAFT, "日付が違います。")
    assert messaging.submit(notice=notice.key, by=WRITER, at=crier.at).refused_why == ""


def test_a_changed_notice_must_be_agreed_to_anew(crier: TownCrier) -> None:
    later = crier.at + timedelta(days=1)
    draft = crier.draft(loudness=Loudness.NORMAL, publish_at=later)
    notice = messaging.write(client_key="a", draft=draft, by=WRITER, at=crier.at)
    messaging.submit(notice=notice.key, by=WRITER, at=crier.at)
    assert messaging.approve(notice=notice.key, by=APPROVER, at=crier.at).state == State.SCHEDULED

    changed = messaging.revise(notice=notice.key, draft=draft, by=WRITER, at=crier.at)

    assert (changed.state, changed.approved_by_name, changed.approved_at) == (State.DRAFT, "", None)
    assert publish_due(at=later) == 0


def test_a_scheduled_notice_goes_out_when_its_time_has_come(crier: TownCrier) -> None:
    hanako = crier.marks("hanako", topic=["any"])
    later = crier.at + timedelta(hours=2)
    notice = crier.says(publish_at=later)
    assert notice.state == State.SCHEDULED
    assert crier.titles(hanako, later) == []

    assert publish_due(at=later - timedelta(minutes=1)) == 0
    assert publish_due(at=later) == 1
    assert publish_due(at=later) == 0
    crier.deliver()

    assert messaging.notice(key=notice.key).published_at == later
    assert crier.titles(hanako, later) == ["給水のお知らせ"]


def test_one_notice_that_cannot_go_out_holds_up_no_other(crier: TownCrier) -> None:
    later = crier.at + timedelta(hours=2)
    broken, whole = crier.says("一つめ", publish_at=later), crier.says("二つめ", publish_at=later)
    models.Notice.objects.filter(key=broken.key).update(audience={"no such part": ["x"]})

    assert publish_due(at=later) == 1

    assert messaging.notice(key=whole.key).state == State.PUBLISHED
    assert models.Notice.objects.get(key=broken.key).state == State.SCHEDULED


def test_what_was_over_before_the_city_woke_up_is_not_published(crier: TownCrier) -> None:
    over = crier.at + timedelta(hours=3)
    notice = crier.says(publish_at=crier.at + timedelta(hours=2), expires_at=over)

    assert publish_due(at=over) == 0
    assert messaging.notice(key=notice.key).state == State.SCHEDULED


def test_what_is_over_cannot_be_submitted(crier: TownCrier) -> None:
    notice = crier.writes()

    with pytest.raises(messaging.NotNow):
        messaging.submit(notice=notice.key, by=WRITER, at=crier.at + timedelta(days=8))


def test_a_published_notice_is_neither_changed_nor_thrown_away(crier: TownCrier) -> None:
    notice = crier.says()

    with pytest.raises(messaging.NotNow):
        messaging.revise(notice=notice.key, draft=crier.draft(), by=WRITER, at=crier.at)
    with pytest.raises(messaging.NotNow):
        messaging.discard(notice=notice.key, by=WRITER, at=crier.at)
    with pytest.raises(messaging.NotNow):
        messaging.submit(notice=notice.key, by=WRITER, at=crier.at)


def test_a_draft_can_be_thrown_away(crier: TownCrier) -> None:
    notice = crier.writes()

    messaging.discard(notice=notice.key, by=WRITER, at=crier.at)

    with pytest.raises(messaging.NoSuchNotice):
        messaging.notice(key=notice.key)


def test_everything_staff_do_is_written_down(crier: TownCrier) -> None:
    notice = crier.writes(loudness=Loudness.NORMAL)
    messaging.submit(notice=notice.key, by=WRITER, at=crier.at)
    messaging.refuse(notice=notice.key, why="直してください。", by=APPROVER, at=crier.at)
    messaging.revise(notice=notice.key, draft=crier.draft(loudness=Loudness.NORMAL), by=WRITER, at=crier.at)
    messaging.submit(notice=notice.key, by=WRITER, at=crier.at)
    messaging.approve(notice=notice.key, by=APPROVER, at=crier.at)
    messaging.recall(notice=notice.key, why="誤りがありました。", by=WRITER, at=crier.at)

    lines = [(line.action, line.actor) for line in reversed(audit.about(thing=notice.key))]
    writer, approver = WRITER.key, APPROVER.key
    assert lines == [
        ("messaging.write", writer),
        ("messaging.submit", writer),
        ("messaging.refuse", approver),
        ("messaging.revise", writer),
        ("messaging.submit", writer),
        ("messaging.approve", approver),
        ("messaging.recall", writer),
    ]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"title": {"en": "Water"}}, messaging.NothingSaid),
        ({"body": {"ja": "  "}}, messaging.NothingSaid),
        ({"title": {"ja": "あ" * 201}}, messaging.BadDraft),
        ({"expires_at": datetime.fromisoformat("2026-09-15T09:00+09:00")}, messaging.BadDraft),
        ({"url": "https://example.com/"}, messaging.BadDraft),
        ({"url": "//example.com/"}, messaging.BadDraft),
        ({"topic": "nothing"}, messaging.BadDraft),
        ({"channels": ("pigeon",)}, messaging.BadDraft),
        ({"audience": messaging.Audience(topics=("nothing",))}, messaging.BadAudience),
        ({"audience": messaging.Audience(districts=("nowhere",))}, messaging.BadAudience),
        ({"audience": messaging.Audience(school_districts=("",))}, messaging.BadAudience),
        ({"audience": messaging.Audience(child_from_months=12, child_until_months=3)}, messaging.BadAudience),
        ({"audience": messaging.Audience(child_until_months=-1)}, messaging.BadAudience),
    ],
)
def test_what_cannot_be_said_is_refused_in_words(
    crier: TownCrier, change: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error) as refused:
        messaging.write(client_key="x", draft=replace(crier.draft(), **change), by=WRITER, at=crier.at)

    assert str(refused.value).endswith("。")


def test_the_program_never_speaks_to_the_whole_city_by_itself(crier: TownCrier) -> None:
    with pytest.raises(messaging.BadAudience):
        messaging.remind(client_key="x", draft=crier.draft(audience=EVERYBODY), app="garbage", at=crier.at)


def test_what_somebody_else_changed_meanwhile_is_not_written_over(crier: TownCrier) -> None:
    notice = crier.writes("工事")
    theirs, mine = crier.draft("工事（延長）"), crier.draft("工事（中止）")
    messaging.revise(notice=notice.key, draft=theirs, by=APPROVER, at=crier.at, seen=notice.content)

    with pytest.raises(messaging.Overtaken):
        messaging.revise(notice=notice.key, draft=mine, by=WRITER, at=crier.at, seen=notice.content)

    assert messaging.notice(key=notice.key).title_in("ja") == "工事（延長）"
