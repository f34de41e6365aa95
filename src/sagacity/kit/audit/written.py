"""Digests that were written down: a file beside the database, to be printed or carried to another zone."""

from pathlib import Path

from django.conf import settings

SHOWN = 62  # days: two months


def file() -> Path:
    """Where they stand, one day a line."""
    return Path(settings.DATA_DIR) / "audit" / "digests.txt"


def written_digests() -> list[str]:
    """The last ones, the newest day first."""
    path = file()
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return lines[::-1][:SHOWN]
