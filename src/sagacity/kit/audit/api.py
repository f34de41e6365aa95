"""Who did or read what, when and why: lines that are only ever added, chained so that a changed one shows."""

from sagacity.kit.audit.chain import Anchor, anchor, digest_of_day, holds_anchor, seal, unsealed
from sagacity.kit.audit.dropping import NothingToDrop, drop
from sagacity.kit.audit.exporting import export
from sagacity.kit.audit.following import Broken, verify
from sagacity.kit.audit.lines import Line, about, latest, line, record
from sagacity.kit.audit.looks import Look, NoSuchLook, count_looks, look, looks_at
from sagacity.kit.audit.purposes import recent_purposes
from sagacity.kit.audit.refusals import refused
from sagacity.kit.audit.written import written_digests

__all__ = [
    "Anchor",
    "Broken",
    "Line",
    "Look",
    "NoSuchLook",
    "NothingToDrop",
    "about",
    "anchor",
    "count_looks",
    "digest_of_day",
    "drop",
    "export",
    "holds_anchor",
    "latest",
    "line",
    "look",
    "looks_at",
    "recent_purposes",
    "record",
    "refused",
    "seal",
    "unsealed",
    "verify",
    "written_digests",
]
