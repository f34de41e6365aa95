"""The files of a city pack: `procedures/*.toml`, each read once for each of its versions."""

import logging
from functools import lru_cache
from pathlib import Path

from sagacity.kit.city import api as city
from sagacity.procedures import types
from sagacity.procedures.faults import BrokenDefinition
from sagacity.procedures.reading import read

FOLDER = "procedures"
logger = logging.getLogger(__name__)


def files(pack: Path | None = None) -> list[Path]:
    """The files there are, in order."""
    return sorted(((pack or city.folder()) / FOLDER).glob("*.toml"))


def definitions() -> list[types.Definition]:
    """All that can be read; of the others `./sagacity check-city` speaks."""
    found = (_read(path, path.stat().st_mtime_ns) for path in files())
    return [one for one in found if one is not None]


@lru_cache(maxsize=500)
def _read(path: Path, changed: int) -> types.Definition | None:
    try:
        return read(text=path.read_text(encoding="utf-8"))
    except (BrokenDefinition, UnicodeDecodeError):
        logger.warning("the procedure %s of the city pack cannot be read; see check-city", path.name)
        return None
