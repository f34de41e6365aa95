"""What the audit log does by the clock: the digest of each day, and the end of days that are too old."""

import logging
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from sagacity.kit import clock
from sagacity.kit.audit import chain, dropping, written
from sagacity.kit.scheduler import api as scheduler

log = logging.getLogger(__name__)


@scheduler.daily(at="00:20")
def write_down_yesterday(at: datetime) -> None:
    """Add the digest of yesterday to a file outside the database, and to the log of the process."""
    chain.seal_all()
    end = chain.digest_of_day(clock.day(at) - timedelta(days=1))
    if end is None:
        return
    said = f"{end.day} seal {end.number} {end.digest}"
    log.warning("audit digest of the day: %s", said)
    file = written.file()
    file.parent.mkdir(parents=True, exist_ok=True)
    known = file.read_text(encoding="utf-8") if file.exists() else ""
    if said not in known.splitlines():
        with file.open("a", encoding="utf-8") as opened:
            opened.write(said + "\n")


@scheduler.daily(at="04:20")
def drop_what_is_over(at: datetime) -> None:
    """Take out days that are older than the years the city keeps its log."""
    today = clock.day(at)
    day = today - timedelta(days=round(365.25 * settings.AUDIT_YEARS))
    try:
        dropping.drop(before=day, folder=Path(settings.DATA_DIR) / "audit", at=at)
    except dropping.NothingToDrop as why:
        log.info("nothing of the audit log was taken out: %s", why)
