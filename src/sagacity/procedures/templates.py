"""Templates that cities share: definitions to begin with, in `cities/templates/procedures/`."""

from functools import lru_cache
from pathlib import Path

from sagacity.kit.city import api as city
from sagacity.procedures import types
from sagacity.procedures.faults import BrokenDefinition
from sagacity.procedures.reading import read

FOLDER = Path("templates") / "procedures"


def templates() -> list[types.Definition]:
    """All that can be read, in the order of their files."""
    found = (
        _read(path, path.stat().st_mtime_ns) for path in sorted((city.packs_folder() / FOLDER).glob("*.toml"))
    )
    return [one for one in found if one is not None]


@lru_cache(maxsize=50)
def _read(path: Path, changed: int) -> types.Definition | None:
    try:
        return read(text=path.read_text(encoding="utf-8"))
    except (BrokenDefinition, UnicodeDecodeError):
        return None
