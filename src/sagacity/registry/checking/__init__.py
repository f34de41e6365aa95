"""Check rows against their kind: `check(table, kind, mapping, city=…)` yields CheckedRow."""

from sagacity.registry.checking.check import Checking, TownPoint, check
from sagacity.registry.checking.plain import from_plain, to_plain
from sagacity.registry.checking.readers import reader
from sagacity.registry.checking.row import CheckedRow, Tally

__all__ = ["CheckedRow", "Checking", "Tally", "TownPoint", "check", "from_plain", "reader", "to_plain"]
