"""What became of a notice, as a table: a row for each channel, a column for each state."""

from dataclasses import dataclass

from sagacity.desks.notices import words
from sagacity.messaging import api as messaging

STATES = ("waiting", "sending", "sent", "received", "held", "failed", "cancelled")
UNDER_WAY = ("waiting", "sending")


@dataclass(frozen=True, slots=True)
class Row:
    channel: words.Words
    numbers: tuple[int, ...]
    total: int
    why: tuple[tuple[words.Words, int], ...]


@dataclass(frozen=True, slots=True)
class Table:
    heads: tuple[words.Words, ...]
    rows: tuple[Row, ...]


def table(figures: messaging.Figures) -> Table:
    """Figures as they are shown; states in which nothing stands anywhere are left out."""
    shown = [state for state in STATES if any(one.states.get(state) for one in figures.channels)]
    order = list(words.CHANNELS)
    channels = sorted(
        figures.channels, key=lambda one: order.index(one.channel) if one.channel in order else 99
    )
    return Table(
        heads=tuple(words.DELIVERIES[state] for state in shown),
        rows=tuple(
            Row(
                channel=words.CHANNELS.get(one.channel, one.channel),
                numbers=tuple(one.states.get(state, 0) for state in shown),
                total=sum(one.states.values()),
                why=tuple(
                    (words.why_not(code), count)
                    for code, count in sorted(one.why.items(), key=lambda pair: -pair[1])
                    if code and count
                ),
            )
            for one in channels
        ),
    )


def is_moving(figures: messaging.Figures) -> bool:
    return any(one.states.get(state) for one in figures.channels for state in UNDER_WAY)
