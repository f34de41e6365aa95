"""Short codes that were typed at a door without a network: looked up as of their moment, once they arrive."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from sagacity.checkin import types
from sagacity.identity.cards import api as cards

LONGEST = 40


def is_typed(entry: types.Entry) -> bool:
    """Whether an entry has only the code under a card's picture."""
    return entry.way == types.Way.CODE and not entry.card and bool(entry.token)


def looked_up(entries: Iterable[types.Entry], *, skew: int, at: datetime) -> list[types.Entry]:
    """The entries with the cards of their codes; a code of no card stands as an unknown card: it is asked."""
    return [_looked_up(entry, skew, at) if is_typed(entry) else entry for entry in entries]


def _looked_up(entry: types.Entry, skew: int, at: datetime) -> types.Entry:
    moment = min(entry.clock - timedelta(seconds=skew), at)
    try:
        number = cards.by_short_code(entry.token, at=moment).card
    except cards.CardRefused as refusal:  # ended or over: the check that follows says when
        number = refusal.card
    except cards.NoSuchCode:
        number = ""
    return replace(entry, card=number or entry.token[:LONGEST], token="")
