"""What is to be said about a pack's `visits.toml`, for check-city. Needs no database."""

from collections.abc import Iterator
from pathlib import Path

from sagacity.kit.city import api as city
from sagacity.procedures import api as procedures
from sagacity.procedures.visits.once import FILE, BrokenVisits, Once, read


def look(pack: Path) -> Iterator[city.Finding]:
    """Names of questions that no procedure of the pack asks; a pack need not have the file."""
    path = pack / FILE
    if not path.exists():
        return
    try:
        said = read(path.read_text(encoding="utf-8"))
    except (BrokenVisits, UnicodeDecodeError) as problem:
        yield city.found("visits_broken", FILE, problem=problem)
        return
    known = _questions(pack)
    names = {*said.same, *(one.target for one in said.carries), *(one.origin for one in said.carries)}
    for name in sorted(names - {"", "today"}):
        where = ".".join(name.split(".")[:2])
        if not name.startswith(f"{Once.PREFIX}.") and where not in known:
            yield city.found("visits_unknown", FILE, name=name)


def _questions(pack: Path) -> set[str]:
    found: set[str] = set()
    for path in sorted((pack / "procedures").glob("*.toml")):
        try:
            definition = procedures.read(text=path.read_text(encoding="utf-8"))
        except (procedures.BrokenDefinition, UnicodeDecodeError):
            continue  # told of elsewhere
        found |= {f"{definition.key}.{one.key}" for one in definition.questions()}
    return found
