"""A folder in which the core system leaves its files of changes: each is taken in, then erased."""

from datetime import datetime
from pathlib import Path

from django.conf import settings

from sagacity.identity.register import types
from sagacity.identity.register.differential.columns import BrokenFile
from sagacity.identity.register.differential.receiving import receive_differential
from sagacity.kit import policy
from sagacity.kit.providers import Check

READ = (".csv", ".json")
REFUSED = ".refused"  # put behind the name of a file that could not be taken in; its reason lies beside it


def take_all(*, at: datetime) -> list[types.Report]:
    """Take in what lies there, by name; a file that cannot be read stays, marked, for somebody to look at."""
    reports = []
    for path in _waiting():
        try:
            report = receive_differential(
                content=path.read_bytes(), filename=path.name, by=policy.SYSTEM, at=at
            )
        except BrokenFile as problem:
            marked = path.rename(path.with_name(path.name + REFUSED))
            marked.with_name(marked.name + ".txt").write_text(str(problem), encoding="utf-8")
        else:
            path.unlink()
            reports.append(report)
    return reports


def check() -> Check:
    """Whether a file lies there that could not be taken in."""
    folder = _folder()
    if folder is None:
        return Check("register.inbox", ok=True, detail="no folder: files come by the page or the command")
    refused = sorted(path.name for path in folder.glob(f"*{REFUSED}"))
    return Check("register.inbox", ok=not refused, detail=f"{len(refused)} files were refused: see {folder}")


def _waiting() -> list[Path]:
    folder = _folder()
    if folder is None:
        return []
    return [path for path in sorted(folder.iterdir()) if path.is_file() and path.suffix.lower() in READ]


def _folder() -> Path | None:
    folder = Path(settings.REGISTER_INBOX) if settings.REGISTER_INBOX else None
    return folder if folder and folder.is_dir() else None
