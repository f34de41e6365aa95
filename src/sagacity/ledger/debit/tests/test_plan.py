"""Days on which money is taken, and what a plan must say."""

from datetime import date

import pytest

from sagacity.ledger.debit import plan
from sagacity.ledger.debit.types import Try

TAX = "resident_tax"


def test_closed_days_move_to_the_next_day_on_which_banks_are_open() -> None:
    item = plan.plan().item(TAX)

    found = dict(plan.days(item, first=date(2026, 9, 1), until=date(2027, 1, 31)))

    # 31 October 2026 is a Saturday, 15 November a Sunday, 31 December to 3 January banks are closed.
    assert found == {
        date(2026, 9, 15): Try.RERUN,
        date(2026, 9, 30): Try.FIRST,
        date(2026, 10, 15): Try.RERUN,
        date(2026, 11, 2): Try.FIRST,
        date(2026, 11, 16): Try.RERUN,
        date(2026, 11, 30): Try.FIRST,
        date(2026, 12, 15): Try.RERUN,
        date(2027, 1, 4): Try.FIRST,
        date(2027, 1, 15): Try.RERUN,
    }


def test_a_national_holiday_is_no_day_for_banks() -> None:
    assert plan.open_day(date(2026, 9, 21)) == date(2026, 9, 24)  # three holidays in a row


def test_the_rerun_follows_in_the_next_month() -> None:
    item = plan.plan().item(TAX)

    assert plan.next_day(item, after=date(2026, 9, 30), try_=Try.RERUN) == date(2026, 10, 15)
    assert plan.try_on(item, date(2026, 9, 29)) is None


ITEM = '[[items]]\nkey="a"\nclient_code="1234567890"\nday=31\nname={ja="あ"}\n'


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[[items", "end of document"),
        ('[[items]]\nkey="a"', "name.ja"),
        (ITEM.replace("1234567890", "123"), "ten digits"),
        (ITEM.replace("day=31", "day=32"), "day is 1 to 31"),
        (ITEM + ITEM, "twice"),
        (ITEM + ITEM.replace('"a"', '"b"\nfees=["a"]'), "one item"),
        ('[office]\nname="市役所"', "kana"),
        ('[office]\nname="ﾐﾎﾝ"\nbank="1"', "bank has 4 digits"),
        ('[office]\nname="ﾐﾎﾝ"\nbank="0179"\nbranch="500"\nnumber="1234567"\nkind="5"', "kind"),
        ('[office]\nname="ﾐﾎﾝ"\nbank="0179"\nbranch="500"\nnumber="1234567"\npostal="x"', "postal"),
    ],
)
def test_a_broken_plan_says_where(text: str, why: str) -> None:
    with pytest.raises(plan.BrokenPlan, match=why):
        plan.read(text)


def test_without_a_rerun_day_nothing_is_tried_again() -> None:
    item = plan.read(ITEM).item("a")

    assert plan.next_day(item, after=date(2026, 9, 30), try_=Try.RERUN) is None
    assert item.fees == ("a",)
