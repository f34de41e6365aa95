"""What check-city says of the tables in a pack's `children/` folder."""

from collections.abc import Iterator
from pathlib import Path

from sagacity.kit.city.api import Finding, found
from sagacity.miniapps.childcare import admissions, tables


def look(pack: Path) -> Iterator[Finding]:
    """Everything that is wrong, missing or not checked in the tables of vaccinations and check-ups."""
    folder = pack / tables.FOLDER
    if not folder.is_dir():
        return  # check-city says by itself that there is none
    said = tables.read(folder)
    for problem in said.problems:
        yield found(problem.code, f"{tables.FOLDER}/{problem.file}", **problem.details)
    unchecked = [one.key for one in (*said.doses, *said.checkups) if not one.origin.is_checked]
    if unchecked:
        yield found("children_unchecked", tables.FOLDER, count=len(unchecked), rows="、".join(unchecked))
    yield from _admissions(folder)


def _admissions(folder: Path) -> Iterator[Finding]:
    path = folder / admissions.FILE
    if not path.exists():
        return
    try:
        for one in admissions.read(path):
            if not one.opens <= one.closes <= one.entry:
                yield found("children_admission_order", f"{tables.FOLDER}/{path.name}", entry=one.entry)
    except (KeyError, TypeError, ValueError) as problem:
        yield found("toml_broken", f"{tables.FOLDER}/{path.name}", problem=problem)
