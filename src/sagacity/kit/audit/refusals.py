"""Attempts of staff that opened nothing: written down, but never so many that a loop drowns the log."""

from datetime import datetime, timedelta

from sagacity.kit import clock, keys, policy
from sagacity.kit.audit import lines, models
from sagacity.kit.japanese import my_number

DOOR = "door.refused"
PURPOSE = "purpose.refused"
MANY = "refused.many"  # the last line of an hour: from here on attempts are no longer written one by one
MOST_IN_AN_HOUR = 30
SAME_AGAIN = timedelta(minutes=10)
HOUR = timedelta(hours=1)
_LOOKED_AT = 200  # the last lines of one person; a loop writes nothing else, so its own are among them


def at_a_door(*, person: policy.Person, path: str, permission: str) -> None:
    """A door of staff stayed closed: which one, and which permission it asks for."""
    refused(
        actor=person,
        action=DOOR,
        thing=path,
        group=permission[:40],
        channel="door",
        purpose="",
        at=clock.now(),
    )


def refused(
    *,
    actor: policy.Person,
    action: str,
    thing: str,
    at: datetime,
    purpose: str = "",
    group: str = "",
    channel: str = "",
) -> None:
    """Write down an attempt; the same one again within ten minutes, and the 31st of an hour, add no line.

    What looks like a 個人番号 in purpose or address is left out: an attempt is no way into the log.
    """
    known = [line for line in _attempts(actor.key) if at - line[3] < HOUR]
    if len(known) > MOST_IN_AN_HOUR:
        return
    thing, said = _without_number(thing)[:300], _without_number(purpose)[:200]
    if any(line[:3] == (action, thing, group) and at - line[3] < SAME_AGAIN for line in known):
        return
    if len(known) == MOST_IN_AN_HOUR:
        action, thing, said = MANY, f"more than {MOST_IN_AN_HOUR} in an hour", ""
    lines.record(actor=actor, action=action, thing=thing, purpose=said, group=group, channel=channel, at=at)


def _attempts(actor: str) -> list[tuple[str, str, str, datetime]]:
    rows = models.Line.objects.filter(actor=actor).order_by("-id")
    last = rows.values_list("action", "thing", "group", "at")[:_LOOKED_AT]
    return [line for line in last if line[0] in {DOOR, PURPOSE, MANY}]


def _without_number(text: str) -> str:
    return "(a number that is stored nowhere)" if my_number.stands_in(keys.left_out(text)) else text
