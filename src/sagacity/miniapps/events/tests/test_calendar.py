"""The month."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from sagacity.identity.testing import Actor
from sagacity.miniapps.events import months
from sagacity.miniapps.events.tests.conftest import Publish, key_of, row
from sagacity.registry.api import EventDays

SEPTEMBER = date(2026, 9, 1)


def line(name: str, on: date, until: date | None = None) -> EventDays:
    return EventDays(name, name, "", "", "", on, until or on, None, None)


def day(month: months.Month, on: date) -> months.Day:
    return next(one for week in month.weeks for one in week if one.on == on)


def month_of(*found: EventDays) -> months.Month:
    return months.month(SEPTEMBER, found, today=date(2026, 9, 15), off=frozenset({date(2026, 9, 21)}))


def test_weeks_begin_on_sunday_and_hold_every_day() -> None:
    month = month_of()

    assert all(len(week) == 7 and week[0].on.weekday() == 6 for week in month.weeks)
    assert sum(one.inside for week in month.weeks for one in week) == 30
    assert day(month, date(2026, 9, 15)).is_today
    assert day(month, date(2026, 9, 21)).is_off
    assert not day(month, date(2026, 9, 22)).is_off


def test_an_event_of_some_days_stands_on_each_with_its_number() -> None:
    month = month_of(line("祭り", date(2026, 8, 31), date(2026, 9, 2)))

    assert [one.number for one in day(month, date(2026, 9, 1)).lines] == [2]
    assert [one.number for one in day(month, date(2026, 9, 2)).lines] == [3]
    assert day(month, date(2026, 9, 3)).lines == ()


def test_a_long_event_stands_once_above_the_days() -> None:
    month = month_of(line("展示", date(2026, 9, 1), date(2026, 9, 8)))

    assert [one.name for one in month.long] == ["展示"]
    assert day(month, date(2026, 9, 3)).lines == ()
    assert month.total == 1


def test_a_full_day_counts_what_it_does_not_show() -> None:
    month = month_of(*(line(f"{n}", date(2026, 9, 5)) for n in range(10)))

    assert (len(day(month, date(2026, 9, 5)).lines), day(month, date(2026, 9, 5)).more) == (3, 7)


def test_the_page_shows_the_month_asked_for(hanako: Actor, autumn: None) -> None:
    page = hanako.sees("/apps/events/calendar/?month=2026-10")

    assert "2026年10月: 2件" in page
    assert "二日まつり 1日目" in page
    assert "二日まつり 2日目" in page
    assert "2026年9月1日(火)～2026年10月31日(土) 秋の展示" in page


def test_filters_work_on_the_month_too(hanako: Actor, autumn: None) -> None:
    assert "2026年9月: 1件" in hanako.sees("/apps/events/calendar/?free=1")


def test_a_full_day_leads_to_its_list(hanako: Actor, publish: Publish, autumn: None) -> None:
    publish([row(f"講座{n}", "2026-09-25") for n in range(5)])

    page = hanako.opens("/apps/events/calendar/").content.decode()

    assert 'href="/apps/events/?on=2026-09-25"' in page
    assert "5件" not in page
    assert "ほか2件" in page


def test_an_empty_month_leads_to_the_nearest_with_events(hanako: Actor, autumn: None) -> None:
    page = hanako.opens("/apps/events/calendar/?month=2026-03").content.decode()

    assert "month=2025-05" in page
    assert "month=2026-09" in page


def test_a_change_is_seen_at_once(hanako: Actor, publish: Publish, autumn: None) -> None:
    assert "2026年10月: 2件" in hanako.sees("/apps/events/calendar/?month=2026-10")

    publish([row("講座", "2026-10-25")])

    assert "2026年10月: 3件" in hanako.sees("/apps/events/calendar/?month=2026-10")
    assert "講座" in hanako.sees()


@pytest.mark.parametrize("month", ["", "nonsense", "2026-13", "1999-01", "9999-99"])
def test_a_month_that_is_none_becomes_this_month(hanako: Actor, autumn: None, month: str) -> None:
    assert "2026年9月" in hanako.sees(f"/apps/events/calendar/?month={month}")


def test_a_month_of_many_events_takes_few_questions(
    hanako: Actor, publish: Publish, autumn: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    publish([row(f"講座{n:03}", f"2026-09-{n % 30 + 1:02}") for n in range(300)])

    with django_assert_max_num_queries(8):
        hanako.opens("/apps/events/calendar/")

    assert key_of("講座001")
