"""The page of one event."""

import pytest

from sagacity.identity.testing import Actor
from sagacity.miniapps.events.tests.conftest import Publish, key_of, row


def test_it_says_when_where_how_much_and_how_to_apply(hanako: Actor, publish: Publish, autumn: None) -> None:
    publish(
        [
            row(
                "料理教室", "2026-10-05", 開始時刻="10:00", 終了時刻="12:00", 場所名称="公民館",
                対象者="市民", 定員="20人", 申込期限日="2026-09-30", 申込期限時刻="17:00", 申込方法="電話で",
                アクセス方法="駅から10分", 連絡先名称="生涯学習課", 連絡先電話番号="0952-00-0000",
                **{"料金(基本)": "300円"},
            )
        ]
    )  # fmt: skip

    page = hanako.sees(f"/apps/events/{key_of('料理教室')}/").partition("この情報の出どころ")[0]

    for text in (
        "2026年10月5日(月) 10:00～12:00", "公民館", "300円", "市民", "20人", "電話で", "駅から10分",
        "2026年9月30日(水) 17:00まで", "生涯学習課", "0952-00-0000",
    ):  # fmt: skip
        assert text in page, text
    assert "締め切りました" not in page
    assert "終わりました" not in page


def test_a_past_event_says_so_and_unread_dates_stand_as_written(
    hanako: Actor, publish: Publish, autumn: None
) -> None:
    publish([row("骨董市", "2026-08-02", 日時備考="毎月第1日曜（8月を除く）", 申込期限日="2026-07-31")])

    page = hanako.sees(f"/apps/events/{key_of('骨董市')}/")

    assert "この催しは終わりました" in page
    assert "毎月第1日曜（8月を除く）" in page.partition("この情報の出どころ")[0]
    assert "締め切りました" in page


def test_a_cancelled_event_says_it_first_and_large(hanako: Actor, autumn: None) -> None:
    page = hanako.opens(f"/apps/events/{key_of('歩こう会')}/").content.decode()

    assert '<p class="events-stop__word">中止</p>' in page
    assert page.index("events-stop__word") < page.index('id="when"')


def test_where_it_comes_from_is_told_to_the_row(hanako: Actor, autumn: None) -> None:
    page = hanako.sees(f"/apps/events/{key_of('朝市')}/")

    assert "event.csv の2行目" in page
    assert (
        f'href="/record/{key_of("朝市")}/wrong"'
        in hanako.opens(f"/apps/events/{key_of('朝市')}/").content.decode()
    )


def test_many_days_are_told_from_today_on(hanako: Actor, publish: Publish, autumn: None) -> None:
    days = "開催日：2026-09-08、2026-09-22、2026-10-06"
    publish([row("体操", "2026-09-08", until="2026-10-06", 日時備考=days)])

    page = hanako.sees(f"/apps/events/{key_of('体操')}/")

    assert page.index("2026年9月22日(火)") < page.index("ほかの日（1日）") < page.index("2026年9月8日(火)")


@pytest.mark.parametrize("path", ["urn:ngsi-ld:Event:none/", "urn:ngsi-ld:Event:none/event.ics", "x/"])
def test_what_is_not_there_is_404(hanako: Actor, autumn: None, path: str) -> None:
    assert hanako.opens(f"/apps/events/{path}").status_code == 404


def test_a_dangerous_address_never_becomes_a_link(hanako: Actor, publish: Publish, autumn: None) -> None:
    publish([row("x", "2026-10-01", 備考="<script>alert(1)</script>", 連絡先名称="javascript:alert(1)")])

    page = hanako.opens(f"/apps/events/{key_of('x')}/").content.decode()

    assert 'href="javascript:' not in page
    assert "<script>alert" not in page
