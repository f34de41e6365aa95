"""Days that are over in the invented city, brought in at once."""

from datetime import date, datetime, timedelta

from sagacity.kit import clock, policy
from sagacity.reservations.queue import api as queue

OPENS = 9 * 60  # minutes of the day


def a_day(
    day: date, *, people: int = 40, wait: float = 10, talk: float = 15, moved_on: int = 0, left: int = 0
) -> list[queue.Entry]:
    """People who come for moving from nine on; the first are handed on to papers, the last leave."""
    entries = []
    for number in range(people):
        key = f"urn:ngsi-ld:QueueTicket:{day.isoformat()}-{number}"
        came = datetime(day.year, day.month, day.day, tzinfo=clock.JAPAN) + timedelta(
            minutes=OPENS + 5 * number
        )
        steps: list[tuple[queue.What, float, dict[str, str]]] = [
            (queue.What.ISSUED, 0, {"line": "moving", "number": f"A{number:03d}", "channel": "printed"})
        ]
        if number >= people - left:
            steps.append((queue.What.LEFT, wait + 20, {}))
        else:
            steps += [(queue.What.CALLED, wait, {"desk": "1番"}), (queue.What.STARTED, wait, {})]
            if number < moved_on:
                steps += [
                    (queue.What.TRANSFERRED, wait + talk, {"to": "papers"}),
                    (queue.What.CALLED, wait + talk + 4, {"desk": "2番"}),
                ]
            steps.append((queue.What.ENDED, wait + talk + (10 if number < moved_on else 0), {}))
        entries += [
            queue.Entry(f"{key}:{nth}", key, what, came + timedelta(minutes=minutes), "", nth, data)
            for nth, (what, minutes, data) in enumerate(steps)
        ]
    return entries


def came(entries: list[queue.Entry], *, at: datetime) -> int:
    return queue.bring_in_past(entries=entries, by=policy.SYSTEM, at=at)
