"""News between rooms: announced in the transaction it is about, delivered at least once, with effect once."""

from sagacity.kit.signals.codec import FactNotUnderstood, from_json, to_json
from sagacity.kit.signals.outbox import (
    DeadLetter,
    NoSuchLetter,
    backlog,
    dead_letters,
    deliver,
    prune,
    replay,
)
from sagacity.kit.signals.signal import AnnouncedOutsideTransaction, Signal, all_signals

__all__ = [
    "AnnouncedOutsideTransaction",
    "DeadLetter",
    "FactNotUnderstood",
    "NoSuchLetter",
    "Signal",
    "all_signals",
    "backlog",
    "dead_letters",
    "deliver",
    "from_json",
    "prune",
    "replay",
    "to_json",
]
