"""What time it is. Verbs take time as `at`; only doors and processes ask the clock."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

JAPAN = ZoneInfo("Asia/Tokyo")


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)


def local(at: datetime) -> datetime:
    """The same moment on a clock on the wall in Japan."""
    return at.astimezone(JAPAN)


def day(at: datetime) -> date:
    """The calendar day in Japan at that moment."""
    return local(at).date()


def fiscal_year(on: date) -> int:
    """The Japanese fiscal year (April to March) that a day belongs to."""
    return on.year if on.month >= 4 else on.year - 1
