"""The desk: an event is entered, comes again, is approved, changes, is called off."""

import csv
import io
import re
from datetime import date, datetime, timedelta

import pytest
import time_machine

from sagacity.identity import api as identity
from sagacity.identity.testing import Actor, StaffActor
from sagacity.kit.testing.plugin import Deliver
from sagacity.messaging import api as messaging
from sagacity.miniapps.events.tests.conftest import Publish, key_of, row
from sagacity.registry import api as registry

FORM = {"once": "form-1", "name": "料理教室", "first": "2026-10-06", "repeat": "once", "starts": "10:00"}


def run_of(actor: StaffActor) -> str:
    """The draft on the page in front."""
    assert actor.answer is not None
    found = re.search(r"entries/([^/]+)/submit/", actor.answer.content.decode())
    assert found, actor.sees()
    return found[1]


def enters(mori: StaffActor, **said: object) -> str:
    mori.sends("/desk/events/new/", **{**FORM, **said})
    return run_of(mori)


def approves(nakamura: StaffActor, deliver: Deliver, run: str) -> None:
    nakamura.sends(f"/desk/data/runs/{run}/approve/")
    deliver()
    assert registry.run(run).state == registry.RunState.APPLIED


def test_an_event_reaches_residents_after_a_second_person(
    autumn: datetime, mori: StaffActor, nakamura: StaffActor, hanako: Actor, deliver: Deliver
) -> None:
    run = enters(mori, venue="公民館", fee="無料", ends="12:00")
    assert "下書きです" in mori.sees()
    assert "料理教室" not in hanako.sees("/apps/events/")

    mori.sends(f"/desk/events/entries/{run}/submit/")
    assert "ほかの承認者がデータの窓口で承認" in mori.sees()
    approves(nakamura, deliver, run)

    assert "2026年10月6日(火) 10:00～12:00料理教室 公民館無料" in hanako.sees("/apps/events/")
    assert "公開しました" in mori.sees(f"/desk/events/entries/{run}/")


def test_days_of_a_rule_are_shown_before_anything_is_saved(
    autumn: datetime, mori: StaffActor, nakamura: StaffActor, hanako: Actor, deliver: Deliver
) -> None:
    said = {**FORM, "repeat": "weekly", "weekdays": ["1"], "until": "2026-11-03", "without_holidays": "on"}
    page = mori.sends("/desk/events/new/", **said).content.decode()
    assert "次の4日に行われます" in mori.sees()  # 3 November is a holiday
    assert registry.entries(kind="event") == []

    seen = re.search(r'name="seen" value="([^"]+)"', page)
    assert seen
    mori.sends("/desk/events/new/", **said, seen=seen[1])
    run = run_of(mori)
    mori.sends(f"/desk/events/entries/{run}/submit/")
    approves(nakamura, deliver, run)

    event = registry.event(key_of("料理教室"))
    assert [one.on for one in event.occurrences] == [date(2026, 10, day) for day in (6, 13, 20, 27)]
    assert event.pattern == "毎週火曜日（祝日を除く）"
    assert event.unparsed_text == ""
    assert "料理教室" in hanako.sees("/apps/events/?on=2026-10-20")
    assert "料理教室" not in hanako.sees("/apps/events/?on=2026-10-21")


def test_a_double_click_is_one_entry(autumn: datetime, mori: StaffActor) -> None:
    first, second = enters(mori), enters(mori)

    assert first == second
    assert len(registry.entries(kind="event")) == 1


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"name": ""}, "必須"),
        ({"until": "2026-10-01"}, "開始日より前です"),
        ({"repeat": "weekly", "until": "2026-11-01"}, "曜日を1つ以上"),
        ({"repeat": "weekly", "weekdays": ["1"]}, "いつまでか"),
        ({"repeat": "monthly", "weekdays": ["1"], "until": "2026-12-01"}, "第何週か"),
        ({"repeat": "dates", "dates": "10月3日"}, "2026-10-03 の形"),
        ({"repeat": "weekly", "weekdays": ["0"], "until": "2026-10-07"}, "合う日がありません"),
        ({"phone": "あいう"}, "連絡先電話番号"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    autumn: datetime, mori: StaffActor, said: dict[str, object], words: str
) -> None:
    answer = mori.sends("/desk/events/new/", **{**FORM, "venue": "川の広場", **said})

    page = answer.content.decode()
    assert words in page
    assert "川の広場" in page


def test_a_change_shows_what_it_changes_and_keeps_the_key(
    autumn: datetime, mori: StaffActor, nakamura: StaffActor, deliver: Deliver
) -> None:
    key = key_of("朝市")
    page = mori.opens(f"/desk/events/event/{key}/edit/").content.decode()
    assert 'value="朝市"' in page
    assert 'value="07:00"' in page

    mori.sends(
        f"/desk/events/event/{key}/edit/",
        once="x", name="朝市", first="2026-09-15", repeat="once", starts="08:00", venue="駅前広場",
        fee="無料", kind="催事・観光、食",
    )  # fmt: skip
    assert "07:00 → 08:00" in mori.sees()
    run = run_of(mori)
    mori.sends(f"/desk/events/entries/{run}/submit/")
    approves(nakamura, deliver, run)

    assert registry.event(key).occurrences[0].starts.isoformat() == "08:00:00"  # type: ignore[union-attr]
    assert "開始時刻: 07:00 → 08:00" in mori.sees(f"/desk/events/event/{key}/")


def test_a_draft_is_taken_up_again_and_replaced(autumn: datetime, mori: StaffActor) -> None:
    run = enters(mori)

    mori.sends(f"/desk/events/entries/{run}/again/", **{**FORM, "once": "form-2", "name": "お菓子教室"})

    (entry,) = registry.entries(kind="event")
    assert entry.name == "お菓子教室"
    assert registry.run(run).state == registry.RunState.CANCELLED


def test_whoever_saved_an_event_hears_when_it_is_called_off(
    autumn: datetime, mori: StaffActor, nakamura: StaffActor, hanako: Actor, deliver: Deliver
) -> None:
    key = key_of("親子体操")
    hanako.sends(f"/apps/events/{key}/save/", saved="1")
    assert "1人" in mori.sees(f"/desk/events/event/{key}/")

    mori.sends(f"/desk/events/event/{key}/state/", state="中止", reason="台風のため", once="s1")
    (entry,) = registry.entries(kind="event")
    assert entry.run.state == registry.RunState.SUBMITTED
    approves(nakamura, deliver, entry.run.key)

    page = hanako.sees(f"/apps/events/{key}/")
    assert "中止この催しは行われません。" in page
    assert "中止の理由：台風のため" in page
    (person,) = [one for one in messaging.marked(kind="event") if one == key]
    notices = messaging.notices(app="events").notices
    assert [one.title_in("ja") for one in notices] == ["中止: 親子体操"]
    assert notices[0].title_in("en") == "Cancelled: Gymnastics for families"
    assert notices[0].content.audience.events == (person,)
    with time_machine.travel(autumn + timedelta(days=3), tick=False):
        assert "【中止】親子体操" in hanako.sees("/")


def test_a_state_that_stands_already_makes_no_work_for_anybody(autumn: datetime, mori: StaffActor) -> None:
    mori.sends(f"/desk/events/event/{key_of('親子体操')}/state/", state="", reason="", once="s1")

    assert "変わるところがありません" in mori.sees()
    assert registry.entries(kind="event") == []


def test_a_corrected_spelling_disturbs_nobody(
    autumn: datetime, hanako: Actor, publish: Publish, deliver: Deliver
) -> None:
    hanako.sends(f"/apps/events/{key_of('親子体操')}/save/", saved="1")

    publish([row("親子体操", "2026-09-19", イベント種類="スポーツ", 対象者="親子（2歳から）")])
    deliver()

    assert messaging.notices(app="events").total == 0


def test_savers_are_written_to_once(autumn: datetime, mori: StaffActor, hanako: Actor) -> None:
    key = key_of("朝市")
    hanako.sends(f"/apps/events/{key}/save/", saved="1")

    for _time in range(2):
        mori.sends(
            f"/desk/events/event/{key}/message/", title="持ち物", body="袋を持ってきてください。", once="m1"
        )

    (notice,) = messaging.notices(app="events").notices
    assert notice.content.audience == messaging.Audience(events=(key,))
    assert notice.state is messaging.NoticeState.PUBLISHED


def test_the_table_opens_in_spreadsheets_and_can_be_sent_back(autumn: datetime, mori: StaffActor) -> None:
    answer = mori.opens("/desk/events/events.csv")

    assert answer.content.startswith("\ufeffNO,都道府県コード又は市区町村コード,名称".encode())
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [one["名称"] for one in rows][:2] == ["朝市", "親子体操"]
    assert rows[0]["開始時刻"] == "07:00"


def test_only_event_clerks_come_in(autumn: datetime, hanako: Actor, koga: StaffActor) -> None:
    assert hanako.client.get("/desk/events/").status_code == 302
    assert koga.opens("/desk/events/").status_code == 403


def test_the_desk_lists_what_is_public(autumn: datetime, mori: StaffActor) -> None:
    page = mori.sees("/desk/events/")

    assert "公開中の催し 5" in page
    assert "昔の祭り" in mori.sees("/desk/events/?when=past")
    assert identity.EVENT_EDIT


def test_a_file_of_events_is_asked_for_where_files_come_in(autumn: datetime, mori: StaffActor) -> None:
    page = mori.opens("/desk/events/").content.decode()
    assert 'href="/desk/data/upload/?kind=event"' in page

    assert '<option value="event" selected>' in mori.opens("/desk/data/upload/?kind=event").content.decode()
