"""Shares of devices: so many calls a minute and a day for each device, and for all that show one key."""

from collections.abc import Iterator
from dataclasses import dataclass

from sagacity.broker.access import usage
from sagacity.broker.access.allowance import Allowance
from sagacity.broker.refusals import Busy
from sagacity.broker.sensors.plan import Plan
from sagacity.broker.sensors.provisions import Group
from sagacity.broker.settings import Settings
from sagacity.broker.store.base import Session

MOST = 200_000  # shares kept in memory
GROUP = ""  # the device that stands for all of a key
Who = tuple[str, str]  # (key, device)
_NO_GROUP = Group("")  # a device without one has the shares of the settings


class SpokeTooOften(Busy):
    """The device, or its group, has used up its share."""


@dataclass(slots=True)
class Share:
    """What one has left, and where it belongs. ``refused`` waits to be written down."""

    tenant: str
    path: str
    subject: str  # id of the entity; of a group its type
    allowance: Allowance
    refused: int = 0
    refused_at: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """What is written down of one share: calls of a day let in, calls sent away since the last time."""

    who: Who
    share: Share
    day: int
    taken: int
    refused: int


class Shares:
    """In the memory of each process; the store adds them up, so that a day's share outlives a restart."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._shares: dict[Who, Share] = {}
        self._touched: dict[Who, Share] = {}
        self._today: dict[Who, int] = {}
        self._day = 0

    def admit(self, plan: Plan, *, at: int, backlog: bool = False) -> None:
        """One call. The device is asked first, so that one alone cannot use up the share of all.

        ``backlog``: it may have been said long ago and waited for us, so the minute does not count.

        Raises:
            SpokeTooOften: with ``retry_after`` in seconds.
        """
        for share in self._of(plan):
            try:
                share.allowance.take(at, by_minute=not backlog)
            except Busy as busy:
                share.refused += 1
                share.refused_at = at
                raise SpokeTooOften(str(busy), busy.retry_after) from busy

    def charge(self, plan: Plan, more: int, *, backlog: bool = False) -> None:
        """A list of readings came in one call: all are taken, and the next call waits for it."""
        if more > 0:
            for share in self._of(plan):
                share.allowance.charge(more, by_minute=not backlog)

    def _of(self, plan: Plan) -> Iterator[Share]:
        own, usual = plan.group or _NO_GROUP, self._settings
        minute = _either(own.device_per_minute, usual.device_per_minute)
        day = _either(own.device_per_day, usual.device_per_day)
        yield self._share(plan, plan.device.device_id, plan.entity_name, minute, day)
        minute = _either(own.per_minute, usual.group_per_minute)
        day = _either(own.per_day, usual.group_per_day)
        yield self._share(plan, GROUP, plan.entity_type, minute, day)

    def _share(self, plan: Plan, device: str, subject: str, per_minute: int, per_day: int) -> Share:
        who = plan.key, device
        found = self._shares.get(who)
        if found is None:
            if len(self._shares) >= MOST:
                self._shares.clear()  # whoever is in the middle of a flood gains one minute's share
            allowance = Allowance(per_minute, per_day)
            allowance.day, allowance.written = self._day, self._today.get(who, 0)
            found = self._shares[who] = Share(plan.tenant, plan.path, subject, allowance)
        found.allowance.per_minute, found.allowance.per_day = per_minute, per_day
        self._touched[who] = found
        return found

    def told(self) -> list[Told]:
        """What must be written down since the last time: of days that are limited, and all refusals."""
        found: list[Told] = []
        touched, self._touched = self._touched, {}
        for who, share in touched.items():
            refused, share.refused = share.refused, 0
            for day, calls, _ in share.allowance.counted():
                if calls and share.allowance.per_day:
                    found.append(Told(who, share, usage.number_of(day), calls, 0))
            if refused:
                found.append(Told(who, share, share.allowance.day, 0, refused))
        return found

    def catch_up(self, session: Session, *, at: int) -> None:
        """Learn what was let in today before a restart, and by other processes."""
        self._day = usage.day_number(at)
        rows = session.execute("SELECT apikey, device, taken FROM broker_share WHERE day = ?", (self._day,))
        self._today = {(str(key), str(device)): int(taken) for key, device, taken in rows}
        for who, share in list(self._shares.items()):
            if share.allowance.per_day:
                share.allowance.catch_up(self._today.get(who, 0), at=at)


def _either(own: int | None, usual: int) -> int:
    return usual if own is None else own


_WRITE = (
    "INSERT INTO broker_share (apikey, device, tenant, path, subject, day, taken, refused, refused_at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (apikey, device) DO UPDATE SET"
    " taken = CASE WHEN broker_share.day = excluded.day THEN broker_share.taken ELSE 0 END + excluded.taken,"
    " refused = CASE WHEN broker_share.day = excluded.day THEN broker_share.refused ELSE 0 END"
    " + excluded.refused, day = excluded.day, subject = excluded.subject,"
    " refused_at = CASE WHEN excluded.refused > 0 THEN excluded.refused_at ELSE broker_share.refused_at END"
)


def write(session: Session, told: list[Told]) -> None:
    """Add to the store what one process counted."""
    session.execute_many(
        _WRITE,
        [
            (
                *one.who,
                one.share.tenant,
                one.share.path,
                one.share.subject,
                one.day,
                one.taken,
                one.refused,
                one.share.refused_at,
            )
            for one in sorted(told, key=lambda one: (one.who, one.day))
        ],
    )
