"""Days that come again: every week, on certain weekdays of a month, or as a list; said in a clerk's words."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

WEEKDAYS = "月火水木金土日"
MOST = 200


class Repeat(StrEnum):
    ONCE = "once"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    DATES = "dates"


class NoDays(ValueError):
    """The rule gives no day, or more than anybody can look through."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a clerk says of the days."""

    repeat: Repeat
    first: date
    until: date
    weekdays: tuple[int, ...] = ()  # 0 = Monday
    weeks: tuple[int, ...] = ()  # 1 … 5; the fifth only where a month has one
    dates: tuple[date, ...] = ()
    without_holidays: bool = False


def days(rule: Rule, *, holidays: frozenset[date]) -> tuple[date, ...]:
    """Every day of a rule, in order.

    Raises:
        NoDays: there is none, or there are more than 200.
    """
    if rule.repeat is Repeat.DATES:
        found = sorted(set(rule.dates))
    else:
        span = (rule.first + timedelta(days=n) for n in range((rule.until - rule.first).days + 1))
        found = [day for day in span if _meets(rule, day)]
    if rule.without_holidays:
        found = [day for day in found if day not in holidays]
    if not found:
        raise NoDays("この決まりに合う日がありません。期間・曜日を確かめてください。")
    if len(found) > MOST:
        raise NoDays(f"{len(found)}日あります。{MOST}日までにしてください。期間を短くしてください。")
    return tuple(found)


def say(rule: Rule) -> str:
    """毎週火・金曜日（祝日を除く）; nothing for a list of days."""
    names = "・".join(WEEKDAYS[one] for one in sorted(rule.weekdays)) + "曜日"
    if rule.repeat is Repeat.WEEKLY:
        text = f"毎週{names}"
    elif rule.repeat is Repeat.MONTHLY:
        text = f"毎月第{'・第'.join(map(str, sorted(rule.weeks)))}{names}"
    else:
        return ""
    return f"{text}（祝日を除く）" if rule.without_holidays else text


def _meets(rule: Rule, day: date) -> bool:
    if day.weekday() not in rule.weekdays:
        return False
    return rule.repeat is Repeat.WEEKLY or (day.day - 1) // 7 + 1 in rule.weeks
