"""Files that belong together in one zip, such as the six of 5374, laid side by side."""

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from sagacity.registry.reading import archive

TABLES = (".csv", ".txt")


@contextmanager
def laid_out(path: Path, *, name: str) -> Iterator[dict[str, Path]]:
    """The tables in a zip, by their names inside it; a file that is no zip is itself.

    Raises:
        Unreadable: the zip is broken, locked, or far larger inside than outside.
    """
    if not zipfile.is_zipfile(path):
        yield {name: path}
        return
    with archive.opened(path) as box, tempfile.TemporaryDirectory(prefix="sagacity-zip-") as folder:
        found: dict[str, Path] = {}
        for number, inside in enumerate(box.infolist()):
            own = PurePosixPath(inside.filename).name
            if inside.is_dir() or own.startswith(".") or not own.lower().endswith(TABLES):
                continue
            # Numbered: a name from inside a zip never becomes a path of ours.
            with box.open(inside) as packed, (Path(folder) / str(number)).open("wb") as laid:
                shutil.copyfileobj(packed, laid)
            found[own] = Path(folder) / str(number)
        yield found
