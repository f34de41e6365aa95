"""How long, what is told, what goes: and never what is not decided."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import Error, transaction

from sagacity.identity import api as identity
from sagacity.messaging import api as messaging
from sagacity.procedures import api as procedures
from sagacity.procedures.cases import api as cases
from sagacity.procedures.cases import keeping, models, purging, receivers, refolding, sweeping
from sagacity.procedures.cases.tests.conftest import ANSWERS, CHIEF, CLERK, HANAKO, Story

Deliver = Callable[..., int]


@pytest.fixture
def now(at: datetime) -> Iterator[datetime]:
    with time_machine.travel(at, tick=False):
        yield at


def _letters(at: datetime) -> list[messaging.Letter]:
    return list(messaging.inbox(person=HANAKO.key, at=at).letters)


def test_who_applied_is_told_in_six_languages_and_without_what_they_wrote(
    now: datetime, story: Story, deliver: Deliver
) -> None:
    case = story.applies()
    deliver()

    (letter,) = _letters(now)
    content = letter.notice.content
    assert set(content.title) == {"ja", "ja-easy", "en", "zh-hans", "ko", "vi"}
    assert case.number in letter.notice.body_in("vi")
    assert "山田" not in repr(content)
    assert content.url == f"/apps/apply/cases/{case.key}/"


def test_work_in_the_city_hall_rings_no_telephone_and_a_decision_rings_once(
    now: datetime, story: Story, deliver: Deliver
) -> None:
    case = story.checked()
    cases.comment(case=case.key, text="よい", by=CLERK, at=story.at)
    deliver()
    cases.decide(case=case.key, decision="yes", by=CHIEF, at=story.at)
    deliver()

    assert [one.notice.title_in("en") for one in _letters(story.at)] == [
        "Approved, and the document is ready: 公園使用許可書",
        "Received: Permit to use a park",
    ]


def test_questions_are_told_and_told_again_before_it_is_too_late(
    now: datetime, story: Story, deliver: Deliver
) -> None:
    case = story.applies()
    cases.ask_for_more(case=case.key, text="いつですか", by=CLERK, at=now)

    assert sweeping.remind_of_questions(at=now + timedelta(days=9)) == 0
    assert sweeping.remind_of_questions(at=now + timedelta(days=10)) == 1
    assert sweeping.remind_of_questions(at=now + timedelta(days=11)) == 0
    assert sweeping.note_silence(at=now + timedelta(days=14)) == 1
    assert sweeping.note_silence(at=now + timedelta(days=15)) == 0
    assert refolding.differences() == []


def test_what_is_late_is_noted_once_for_each_stage(story: Story) -> None:
    case = story.applies()
    late = story.at + timedelta(days=30)

    assert [sweeping.note_what_is_late(at=late), sweeping.note_what_is_late(at=late)] == [1, 0]
    cases.pass_stage(case=case.key, checks=["place_is_free"], by=CLERK, at=late)
    assert sweeping.note_what_is_late(at=late + timedelta(days=30)) == 1


def test_a_resident_reads_all_that_is_kept_of_them(story: Story) -> None:
    story.applies(answers={**ANSWERS, "illness": "ぜんそく"})

    (case,) = keeping.kept(HANAKO.key)["cases"]

    assert case["entries"][0]["answers"]["illness"] == "ぜんそく"
    assert keeping.kept("") == {}


def test_an_account_goes_and_the_documents_stay(story: Story) -> None:
    living, over = story.applies(), story.applies()
    cases.withdraw(case=over.key, by=HANAKO, at=story.later())

    keeping.forget(HANAKO.key)

    assert keeping.kept(HANAKO.key) == {}
    told = cases.story(key=living.key, by=CLERK, purpose="受付の確認", at=story.at)
    assert told.events[-1].kind == "person_gone"
    assert told.answers["people"] == 12
    assert refolding.differences() == []


def test_cases_go_with_a_device_whose_owner_signs_in(story: Story) -> None:
    story.applies(applicant="urn:ngsi-ld:Device:tablet")

    receivers.cases_go_with_the_device(identity.Joined(old="urn:ngsi-ld:Device:tablet", new=HANAKO.key))

    assert len(cases.cases_of(applicant=HANAKO.key)) == 1


@pytest.mark.parametrize(
    ("ended", "retention", "goes"),
    [
        (date(2026, 3, 31), "years_3", date(2029, 4, 1)),
        (date(2026, 4, 1), "years_3", date(2030, 4, 1)),
        (date(2026, 4, 1), "years_1", date(2028, 4, 1)),
        (date(2026, 4, 1), "years_30", date(2057, 4, 1)),
        (date(2026, 4, 1), "what", date(2057, 4, 1)),
    ],
)
def test_years_count_from_the_fiscal_year_after_the_end(ended: date, retention: str, goes: date) -> None:
    assert purging.until(retention=retention, ended_on=ended) == goes


def test_when_the_years_are_over_nothing_of_a_person_is_left_and_the_figures_stay(story: Story) -> None:
    living, over = story.applies(), story.checked()
    cases.decide(case=over.key, decision="no", reason="満員のため", by=CHIEF, at=story.later())
    day = cases.case(key=over.key).purge_on
    assert day is not None
    noon = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)

    assert purging.purge(at=noon - timedelta(days=1)) == 0
    assert purging.purge(at=noon) == 1
    assert purging.purge(at=noon + timedelta(days=5000)) == 0

    gone = cases.case(key=over.key)
    assert (gone.is_purged, gone.applicant, gone.number, gone.decision) == (True, "", over.number, "no")
    assert models.Content.objects.filter(event__case__key=over.key).count() == 0
    assert models.Event.objects.filter(case__key=over.key).count() == 0
    assert models.Words.objects.count() == 1
    assert cases.case(key=living.key).events == 1
    with pytest.raises(cases.NoSuchCase):
        cases.story(key=over.key, by=CLERK, purpose="受付の確認", at=story.at)
    assert refolding.differences() == []


def test_the_database_itself_purges_nothing_that_lives(story: Story) -> None:
    case = story.applies()

    with pytest.raises(Error), transaction.atomic():
        models.Case.objects.filter(key=case.key).update(purged_at=story.at, purge_on=date(2020, 4, 1))


def test_stages_are_late_after_open_days(at: datetime) -> None:
    def due(year: int, month: int, day: int, days: int) -> date:
        return procedures.due(since=datetime(year, month, day, 3, tzinfo=UTC), days=days).date()

    assert due(2026, 7, 6, 2) == date(2026, 7, 8)
    assert due(2026, 7, 10, 1) == date(2026, 7, 13)  # over the weekend
    assert due(2026, 9, 18, 1) == date(2026, 9, 24)  # 21 to 23 September are holidays
    assert due(2026, 12, 28, 1) == date(2027, 1, 4)  # the turn of the year


def test_a_code_hands_a_case_over_once_and_for_half_an_hour(story: Story) -> None:
    case = story.applies()
    first = cases.hand_over(case=case.key, by=HANAKO, at=story.at)
    second = cases.hand_over(case=case.key, by=HANAKO, at=story.at)

    taken = cases.accept_hand_over(token=first.text.lower(), by=CLERK, at=story.later())
    assert (taken.assignee, taken.state) == (CLERK.key, "in_work")
    for token in (first.token, "X" * 24):
        with pytest.raises(cases.NoSuchHandOver):
            cases.accept_hand_over(token=token, by=CLERK, at=story.later())
    with pytest.raises(cases.NoSuchHandOver):
        cases.accept_hand_over(token=second.token, by=CLERK, at=story.later(minutes=30))
    assert first.token not in repr(list(models.Token.objects.values()))
