"""The tariff that holds: `fees.toml` of the city pack, read once for each version of the file."""

from functools import lru_cache
from pathlib import Path

from sagacity.kit.city import api as city
from sagacity.ledger.fees import types
from sagacity.ledger.fees.reading import read

FILE = "fees.toml"
NONE = types.Tariff(version="", rules={})


def tariff() -> types.Tariff:
    """The tariff of this city; a pack without one has no fees.

    Raises:
        reading.BrokenTariff: the file cannot be read; `./sagacity check-city` says where and why.
    """
    path = city.folder() / FILE
    return _read(path, path.stat().st_mtime_ns) if path.exists() else NONE


@lru_cache(maxsize=4)
def _read(path: Path, changed: int) -> types.Tariff:
    return read(path.read_text(encoding="utf-8"))
