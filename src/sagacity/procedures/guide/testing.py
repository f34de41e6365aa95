"""Packs to break: for tests of whoever reads or judges a guide."""

import shutil
from pathlib import Path

from sagacity.kit.city import api as city


def pack_of(key: str, folder: Path) -> Path:
    """A copy of a pack, as far as the guide looks at it."""
    pack = folder / key
    pack.mkdir(parents=True)
    for name in ("city.toml", "fees.toml", "hours.toml", "holidays.csv"):
        shutil.copy(city.packs_folder() / key / name, pack / name)
    for name in ("guide", "procedures"):
        shutil.copytree(city.packs_folder() / key / name, pack / name)
    return pack
