"""Edges computed by hand, from the table of 2026-11-24 (`AS_OF`) and the ministry's reading of its words."""

from datetime import date

import pytest

from sagacity.miniapps.childcare.rules import ages, intervals, school
from sagacity.miniapps.childcare.tests.tables import AS_OF, NATIONAL, state, steps


def on(text: str) -> date:
    return date.fromisoformat(text)


def test_the_table_says_of_which_day_it_is() -> None:
    assert NATIONAL.as_of == AS_OF
    assert NATIONAL.problems == ()
    assert (len(NATIONAL.doses), len(NATIONAL.checkups)) == (29, 5)


# 「至るまで」 is up to the day before the birthday; where the month has no such day, to its end
# (the ministry's reading as cities publish it: 「同日となる日が存在しない場合には、当該月の最後日まで」).
@pytest.mark.parametrize(
    ("age", "birth", "first_day", "last_day"),
    [
        ("P6M", "2026-08-30", "2027-02-28", "2027-02-28"),
        ("P6M", "2026-08-31", "2027-02-28", "2027-02-28"),
        ("P6M", "2027-08-31", "2028-02-29", "2028-02-29"),
        ("P6M", "2026-08-28", "2027-02-28", "2027-02-27"),
        ("P1Y", "2024-02-29", "2025-02-28", "2025-02-28"),
        ("P4Y", "2024-02-29", "2028-02-29", "2028-02-28"),
        ("P1M", "2026-01-31", "2026-02-28", "2026-02-28"),
        ("P2M", "2026-12-31", "2027-02-28", "2027-02-28"),
        ("P90M", "2020-02-29", "2027-08-29", "2027-08-28"),
        ("P6W", "2026-02-01", "2026-03-15", "2026-03-14"),
        ("P24W+1D", "2026-02-01", "2026-07-20", "2026-07-19"),
        ("P14W+6D inclusive", "2026-02-01", "2026-05-16", "2026-05-16"),
        ("P3Y", "2026-04-01", "2029-04-01", "2029-03-31"),
    ],
)
def test_an_age_begins_and_ends_as_the_law_reads_it(
    age: str, birth: str, first_day: str, last_day: str
) -> None:
    read = ages.parse(age)

    assert read.begins(on(birth)) == on(first_day)
    assert read.ends(on(birth)) == on(last_day) + ages.A_DAY


# 「27日以上の間隔」 leaves 27 days between; 「3月以上」 ends on 28 February, so 1 March is the first day.
# (ministry, 52nd meeting on the basic policy of vaccination, paper 5, page 20)
@pytest.mark.parametrize(
    ("interval", "dose", "first_day"),
    [
        ("P27D", "2026-02-02", "2026-03-02"),
        ("P6D", "2026-11-02", "2026-11-09"),
        ("P20D", "2026-11-02", "2026-11-23"),
        ("P60D", "2026-01-01", "2026-03-03"),
        ("P139D", "2026-01-01", "2026-05-21"),
        ("P3M", "2026-04-01", "2026-07-01"),
        ("P3M", "2026-11-30", "2027-03-01"),
        ("P6M", "2026-08-31", "2027-03-01"),
        ("P6M", "2027-08-31", "2028-03-01"),
        ("P6M", "2027-08-29", "2028-02-29"),
        ("P1Y", "2024-02-29", "2025-03-01"),
    ],
)
def test_an_interval_leaves_whole_days_between(interval: str, dose: str, first_day: str) -> None:
    assert intervals.parse(interval).first_day(on(dose)) == on(first_day)


# Born on 1 April: the older class and school a year earlier; 2 April: the younger.
@pytest.mark.parametrize(
    ("birth", "day", "expected", "entry"),
    [
        ("2020-04-01", "2026-03-31", 5, "2026-04-01"),
        ("2020-04-01", "2026-04-01", 6, "2026-04-01"),
        ("2020-04-02", "2026-04-01", 5, "2027-04-01"),
        ("2025-04-01", "2026-04-01", 1, "2031-04-01"),
        ("2025-04-02", "2026-04-01", 0, "2032-04-01"),
        ("2026-03-31", "2026-04-01", 0, "2032-04-01"),
        ("2026-06-15", "2026-09-01", 0, "2033-04-01"),
        ("2026-06-15", "2026-06-14", None, "2033-04-01"),
        ("2024-02-29", "2026-10-01", 2, "2030-04-01"),
    ],
)
def test_the_class_is_the_age_on_the_first_of_april(
    birth: str, day: str, expected: int | None, entry: str
) -> None:
    assert school.age_class(on(birth), on(day)) == expected
    assert school.school_entry(on(birth)) == on(entry)


@pytest.mark.parametrize(
    ("key", "birth", "today", "expected"),
    [
        # MR 2nd term: from 1 April of the last nursery year to 31 March before school.
        ("mr-2", "2020-04-01", "2025-03-31", "early"),
        ("mr-2", "2020-04-01", "2025-04-01", "standard"),
        ("mr-2", "2020-04-01", "2026-03-01", "closing"),
        ("mr-2", "2020-04-01", "2026-03-31", "closing"),
        ("mr-2", "2020-04-01", "2026-04-01", "closed"),
        ("mr-2", "2020-04-02", "2026-03-31", "early"),
        ("mr-2", "2020-04-02", "2026-04-01", "standard"),
        ("mr-2", "2020-04-02", "2027-03-31", "closing"),
        # MR 1st: the first birthday to the day before the second.
        ("mr-1", "2024-02-29", "2025-02-27", "early"),
        ("mr-1", "2024-02-29", "2025-02-28", "standard"),
        ("mr-1", "2024-02-29", "2026-02-28", "closing"),
        ("mr-1", "2024-02-29", "2026-03-01", "closed"),
        # Rotavirus: 6 weeks; the first dose up to 14 weeks 6 days; from 15 weeks not recommended.
        ("rota1-1", "2026-06-01", "2026-07-12", "early"),
        ("rota1-1", "2026-06-01", "2026-07-13", "open"),
        ("rota1-1", "2026-06-01", "2026-09-13", "closing"),
        ("rota1-1", "2026-06-01", "2026-09-14", "closed"),
        # BCG: open from birth, usual at 5 to 8 months, until the day before the first birthday.
        ("bcg-1", "2026-01-31", "2026-06-29", "open"),
        ("bcg-1", "2026-01-31", "2026-06-30", "standard"),
        ("bcg-1", "2026-01-31", "2026-09-30", "standard"),
        ("bcg-1", "2026-01-31", "2026-10-01", "overdue"),
        ("bcg-1", "2026-01-31", "2027-01-01", "closing"),
        ("bcg-1", "2026-01-31", "2027-01-30", "closing"),
        ("bcg-1", "2026-01-31", "2027-01-31", "closed"),
        # Japanese encephalitis: until the day before 7 years 6 months.
        ("je-1", "2020-08-31", "2028-02-29", "closing"),
        ("je-1", "2020-08-31", "2028-03-01", "closed"),
        ("je-4", "2017-02-28", "2026-02-28", "standard"),
        # Five in one since 1 April 2024; children born before keep the whole period.
        ("dpt_ipv_hib-1", "2024-01-15", "2024-03-31", "early"),
        ("dpt_ipv_hib-1", "2024-01-15", "2024-04-01", "standard"),
        ("dpt_ipv_hib-1", "2016-09-30", "2026-11-24", "none"),
        # HPV by school year, of the table's unchecked rows: sixth grade to the end of the tenth.
        ("hpv9-1", "2014-04-01", "2025-03-31", "early"),
        ("hpv9-1", "2014-04-01", "2025-04-01", "open"),
        ("hpv9-1", "2014-04-01", "2026-04-01", "standard"),
        ("hpv9-1", "2014-04-02", "2026-03-31", "early"),
        ("hpv9-1", "2010-04-02", "2027-03-31", "closing"),
        ("hpv9-1", "2010-04-02", "2027-04-01", "closed"),
        # Check-ups.
        ("m18-0", "2025-02-28", "2026-08-27", "early"),
        ("m18-0", "2025-02-28", "2026-08-28", "open"),
        ("m18-0", "2025-02-28", "2027-02-27", "closing"),
        ("m18-0", "2025-02-28", "2027-02-28", "closed"),
    ],
)
def test_a_birthday_at_the_edge(key: str, birth: str, today: str, expected: str) -> None:
    assert state(key, birth, today) == expected


@pytest.mark.parametrize(
    ("key", "today", "done", "expected"),
    [
        ("hepb-2", "2026-05-28", {"hepb_1": "2026-05-01"}, "early"),
        ("hepb-2", "2026-05-29", {"hepb_1": "2026-05-01"}, "standard"),  # the 28th day after
        ("hepb-3", "2026-09-17", {"hepb_1": "2026-05-01", "hepb_2": "2026-05-29"}, "early"),
        ("hepb-3", "2026-09-18", {"hepb_1": "2026-05-01", "hepb_2": "2026-05-29"}, "standard"),
        ("dpt_ipv_hib-2", "2026-05-21", {"dpt_ipv_hib_1": "2026-05-01"}, "early"),
        ("dpt_ipv_hib-2", "2026-05-22", {"dpt_ipv_hib_1": "2026-05-01"}, "standard"),
        ("dpt_ipv_hib-2", "2026-06-27", {"dpt_ipv_hib_1": "2026-05-01"}, "standard"),  # 57th day
        ("dpt_ipv_hib-2", "2026-06-28", {"dpt_ipv_hib_1": "2026-05-01"}, "overdue"),
        ("bcg-1", "2026-12-01", {"mr_1": "2026-11-04"}, "early"),  # injected live: 27 days apart
        ("bcg-1", "2026-12-02", {"mr_1": "2026-11-04"}, "overdue"),
        ("bcg-1", "2026-11-05", {"rota1_1": "2026-05-04"}, "overdue"),  # swallowed live: no rule
    ],
)
def test_the_dose_before_decides(key: str, today: str, done: dict[str, str], expected: str) -> None:
    assert state(key, "2026-03-01", today, **done) == expected


@pytest.mark.parametrize(
    ("first", "doses"),
    [
        ("2026-03-01", {"pcv-1", "pcv-2", "pcv-3", "pcv-4"}),  # 2 months
        ("2026-07-31", {"pcv-1", "pcv-2", "pcv-3", "pcv-4"}),  # the day before 7 months
        ("2026-08-01", {"pcv-1", "pcv-2", "pcv-4"}),
        ("2026-12-31", {"pcv-1", "pcv-2", "pcv-4"}),
        ("2027-01-01", {"pcv-1", "pcv-4"}),
        ("2027-12-31", {"pcv-1", "pcv-4"}),
        ("2028-01-01", {"pcv-1"}),
    ],
)
def test_pneumococcus_takes_four_three_two_or_one(first: str, doses: set[str]) -> None:
    found = steps("2026-01-01", today=first, done={"pcv-1": on(first)})

    assert {key for key in found if key.startswith("pcv-")} == doses


def test_a_second_dose_after_the_first_birthday_leaves_the_third_out() -> None:
    done = {"pcv-1": on("2026-06-01"), "pcv-2": on("2027-01-01")}

    assert "pcv-3" in steps("2026-01-01", today="2027-01-01", done={**done, "pcv-2": on("2026-12-31")})
    assert "pcv-3" not in steps("2026-01-01", today="2027-01-01", done=done)


def test_one_and_five_valent_rotavirus_are_one_question_until_one_was_given() -> None:
    unbegun = steps("2026-06-01", today="2026-08-01")
    begun = steps("2026-06-01", today="2026-08-29", done={"rota5-1": on("2026-08-01")})

    assert [one.item for one in unbegun["rota1-1"].kinds] == ["rota1", "rota5"]
    assert {key for key in unbegun if key.startswith("rota")} == {"rota1-1"}
    assert {key for key in begun if key.startswith("rota")} == {"rota5-1", "rota5-2", "rota5-3"}
    assert begun["rota5-2"].state == "open"  # 28 days after 1 August


@pytest.mark.parametrize(
    ("key", "given", "done", "expected", "why"),
    [
        ("mr-1", "2027-02-27", {}, "done_early", "age"),
        ("mr-1", "2027-02-28", {}, "done", ""),  # the age is reached on the day before the birthday
        ("mr-1", "2028-02-29", {}, "done", ""),
        ("mr-1", "2028-03-01", {}, "done_late", "age"),
        ("hepb-2", "2026-05-28", {"hepb-1": "2026-05-01"}, "done_early", "interval"),
        ("hepb-2", "2026-05-29", {"hepb-1": "2026-05-01"}, "done", ""),
        ("varicella-1", "2027-04-05", {"mr-1": "2027-03-09"}, "done_early", "live"),
        ("varicella-1", "2027-03-09", {"mr-1": "2027-03-09"}, "done", ""),  # on the same day
        ("rota1-1", "2026-06-14", {}, "done_late", "start"),
        ("rota1-1", "2026-06-13", {}, "done", ""),
    ],
)
def test_what_was_given_is_judged_too(
    key: str, given: str, done: dict[str, str], expected: str, why: str
) -> None:
    before = {name: on(day) for name, day in done.items()}

    verdict = steps("2026-03-01", today="2029-01-01", done={**before, key: on(given)})[key].first

    assert (verdict.state, verdict.why) == (expected, why)


def test_a_month_of_birth_gives_a_window_and_claims_nothing() -> None:
    step = steps("2026-01", today="2026-06-15")["bcg-1"]

    assert step.state == "unsure"
    assert (step.first.state, step.last.state) == ("standard", "open")
    assert (step.first.times.standard_from, step.last.times.standard_from) == (
        on("2026-06-01"),
        on("2026-06-30"),
    )
    assert steps("2026-01", today="2026-06-30")["bcg-1"].state == "standard"


def test_a_month_that_holds_the_first_and_second_of_april_leaves_school_open() -> None:
    assert steps("2020-04", today="2025-04-01")["mr-2"].state == "unsure"


def test_a_dose_of_a_forgotten_day_counts_and_sets_no_interval() -> None:
    found = steps("2026-03-01", today="2026-05-02", done={"hepb-1": None})

    assert found["hepb-1"].state == "done"
    assert found["hepb-2"].state == "standard"


def test_pregnancy_is_counted_back_from_the_expected_day() -> None:
    maternal = NATIONAL.find("rsv_maternal-1")
    assert maternal is not None

    # 40 weeks 0 days on 1 March 2027: 28 weeks 0 days is 84 days before, 36 weeks 6 days is 22 days before.
    assert maternal.eligible_from.begins(on("2027-03-01")) == on("2026-12-07")
    assert maternal.eligible_until.ends(on("2027-03-01")) - ages.A_DAY == on("2027-02-07")
    assert "rsv_maternal-1" not in steps("2026-12-20", today="2026-12-21")
