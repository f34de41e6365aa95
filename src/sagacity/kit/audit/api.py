"""Who did or read what, when and why: lines that are only ever added, chained so that a changed one shows."""

from sagacity.kit.audit.chain import Anchor, Broken, anchor, holds_anchor, seal, unsealed, verify
from sagacity.kit.audit.lines import Line, about, latest, record

__all__ = [
    "Anchor",
    "Broken",
    "Line",
    "about",
    "anchor",
    "holds_anchor",
    "latest",
    "record",
    "seal",
    "unsealed",
    "verify",
]
