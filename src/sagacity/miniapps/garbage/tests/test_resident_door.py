import csv
import io
import json
from datetime import date
from typing import Any

import icalendar
import pytest
from django.urls import reverse

from sagacity.identity.testing import Actor
from sagacity.kit import clock, ical, policy
from sagacity.miniapps.garbage.tests.places import key_of
from sagacity.registry.collection import api as collection


def read_calendar(body: bytes) -> Any:
    """The file as another program reads it."""
    return icalendar.Calendar.from_ical(body)


def test_both_areas_of_one_name_are_offered_and_the_choice_is_kept(hanako: Actor, saga: None) -> None:
    page = hanako.sees("/apps/garbage/areas/", q="新村")
    assert "川副町" in page
    assert "東与賀町" in page

    hanako.sends("/apps/garbage/choose/", area=key_of("新村", "東与賀町"))

    assert "東与賀町 新村" in hanako.sees("/apps/garbage/")


def test_an_exception_stands_beside_the_rest_and_nothing_is_chosen_for_anyone(
    hanako: Actor, saga: None
) -> None:
    page = hanako.sees("/apps/garbage/areas/", q="駅前中央1丁目")

    assert "1番を除く" in page
    assert "きょう" not in page


def test_the_demonstration_says_what_it_is_on_every_calendar(hanako: Actor, saga: None) -> None:
    area = key_of("今宿町")

    for path in (f"/apps/garbage/areas/{area}/", f"/apps/garbage/areas/{area}/print/"):
        assert "今の収集日ではありません" in hanako.sees(path)
    assert (
        "今の収集日ではありません" in hanako.opens(f"/apps/garbage/areas/{area}/days.json").content.decode()
    )
    ics = read_calendar(hanako.opens(f"/apps/garbage/areas/{area}/calendar.ics").content)
    assert all("今の収集日ではありません" in str(event["DESCRIPTION"]) for event in ics.walk("VEVENT"))


def test_today_and_tomorrow_are_said_in_words(hanako: Actor, example: None) -> None:
    hanako.sends("/apps/garbage/choose/", area=key_of("みなと一丁目"))

    page = hanako.sees("/apps/garbage/")

    # Monday is burnable; the pack adds Tuesday 29 December, which is also the fortnightly bottle day or not.
    assert "きょう 12月28日(月) 燃えるごみ" in page
    assert "特別に収集します" in page
    assert "12月31日(木) 燃えるごみ: 収集はありません" in page


def test_a_pattern_without_approval_shows_no_day(hanako: Actor, example: None) -> None:
    area = key_of("みなと一丁目")
    pattern = collection.area(area).pattern
    clerk = policy.Person("urn:ngsi-ld:Staff:c", "c", "staff")
    before = hanako.opens(f"/apps/garbage/areas/{area}/days.json").content

    collection.set_rules(pattern=pattern, kind="燃えるごみ", text="毎週日曜日", by=clerk, at=clock.now())

    assert hanako.opens(f"/apps/garbage/areas/{area}/days.json").content == before


def test_the_calendar_file_is_valid_stable_and_carries_the_same_dates_as_the_page(
    hanako: Actor, saga: None
) -> None:
    area = key_of("高木瀬町大字東高木 231番○○号、223-8（サーパス夢咲公園）※34号線以南にも東高木がある")

    first = hanako.opens(f"/apps/garbage/areas/{area}/calendar.ics").content
    second = hanako.opens(f"/apps/garbage/areas/{area}/calendar.ics").content

    assert first == second
    for line in first.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # no character was cut
    events = read_calendar(first).walk("VEVENT")
    said = {(event["DTSTART"].dt, str(event["SUMMARY"])) for event in events}
    assert all(type(on) is date for on, _ in said)
    days = collection.days(area=area, from_=min(on for on, _ in said), until=max(on for on, _ in said))
    assert said == {(day.on, day.kind) for day in days}
    assert len({str(event["UID"]) for event in events}) == len(events)


def test_a_long_line_is_folded_between_characters() -> None:
    folded = ical.fold("SUMMARY:" + "資源物（紙・布類、ビン・缶）" * 9 + "𠮷")

    lines = folded.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert (
        "".join([lines[0], *(line[1:] for line in lines[1:])])
        == "SUMMARY:" + "資源物（紙・布類、ビン・缶）" * 9 + "𠮷"
    )


def test_the_reminder_rings_on_the_evening_before(hanako: Actor, saga: None) -> None:
    area = key_of("今宿町")

    ics = read_calendar(hanako.opens(f"/apps/garbage/areas/{area}/calendar.ics", remind=1).content)

    event = ics.walk("VEVENT")[0]
    (alarm,) = event.walk("VALARM")
    assert alarm["TRIGGER"].dt.total_seconds() == -4 * 60 * 60


def test_the_table_opens_in_a_japanese_spreadsheet(hanako: Actor, saga: None) -> None:
    answer = hanako.opens(f"/apps/garbage/areas/{key_of('今宿町')}/days.csv").content

    assert answer.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(answer.decode("utf-8-sig"))))
    assert rows[0] == {
        "日付": "2026-12-28", "曜日": "月", "分け方": "燃えるごみ",
        "地区グループ": "佐賀地区あ行", "地名": "今宿町", "備考": "",
    }  # fmt: skip


def test_the_next_sixty_days_can_be_kept_offline(hanako: Actor, saga: None) -> None:
    answer = hanako.opens(f"/apps/garbage/areas/{key_of('今宿町')}/days.json")

    body = json.loads(answer.content)
    assert "max-age" in answer["Cache-Control"]
    assert body["days"][0]["on"] == "2026-12-28"
    assert body["days"][-1]["on"] <= body["until"] == "2027-02-26"


@pytest.mark.parametrize("words", ["ふとん", "布団", "ペットボトル"])
def test_a_thing_leads_to_its_kind(hanako: Actor, saga: None, words: str) -> None:
    page = hanako.sees("/apps/garbage/items/", q=words)

    assert "一覧にありません" not in page


def test_an_unknown_thing_says_what_to_do(hanako: Actor, saga: None) -> None:
    assert "ちがう言い方でさがす" in hanako.sees("/apps/garbage/items/", q="宇宙船")


def test_how_to_put_a_kind_out_holds_no_html_of_the_source(hanako: Actor, saga: None) -> None:
    answer = hanako.opens("/apps/garbage/kinds/recyclable/").content.decode()

    assert "十文字にしばって" in answer
    assert "&lt;strong&gt;" not in answer
    assert "&lt;br" not in answer


def test_a_reader_of_english_reads_english(saga: None, db: None) -> None:
    reader = Actor(language="en")

    page = reader.sees(f"/apps/garbage/areas/{key_of('今宿町')}/")

    assert "Burnable waste" in page
    assert "not today's calendar" in page
    assert "収集はありません" not in page


@pytest.mark.parametrize("path", ["areas/urn:ngsi-ld:CollectionArea:none/", "kinds/none/"])
def test_an_address_that_leads_nowhere_is_404(hanako: Actor, saga: None, path: str) -> None:
    assert hanako.opens(f"/apps/garbage/{path}").status_code == 404


def test_an_area_that_vanished_leads_back_to_the_choice(hanako: Actor, saga: None) -> None:
    hanako.sends("/apps/garbage/choose/", area="urn:ngsi-ld:CollectionArea:none")

    assert "ごみの地区をえらぶ" in hanako.sees("/apps/garbage/")


def test_the_choice_can_be_forgotten(hanako: Actor, saga: None) -> None:
    hanako.sends("/apps/garbage/choose/", area=key_of("今宿町"))
    hanako.sends("/apps/garbage/choose/", area="")

    assert "ごみの地区をえらぶ" in hanako.sees("/apps/garbage/")


def test_colours_come_as_a_style_sheet_and_never_as_style_attributes(hanako: Actor, saga: None) -> None:
    sheet = hanako.opens(reverse("garbage:colours")).content.decode()
    page = hanako.opens(f"/apps/garbage/areas/{key_of('今宿町')}/").content.decode()

    assert ".garbage-kind--burnable { --kind: #ea3b13; --kind-ink: #000; }" in sheet
    assert "style=" not in page
