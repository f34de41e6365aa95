"""What is to be said about a pack's procedures, for check-city; a database is asked if there is one."""

from collections.abc import Iterator
from pathlib import Path

from django.db import DatabaseError
from django.utils import translation

from sagacity.kit.city import api as city
from sagacity.ledger import api as ledger
from sagacity.procedures import models, types
from sagacity.procedures.faults import BrokenDefinition, TextFault, written
from sagacity.procedures.lint import Flaw
from sagacity.procedures.lint import look as look_at
from sagacity.procedures.pack_texts import FOLDER, files
from sagacity.procedures.reading import read

SPOKEN = ("ja", "en")


def look(pack: Path) -> Iterator[city.Finding]:
    """Everything that is wrong with `procedures/*.toml`; a pack without any has no procedures yet."""
    if not files(pack):
        yield city.found("lack_procedures", FOLDER)
        return
    seen: dict[tuple[str, str], str] = {}
    for path in files(pack):
        name = f"{FOLDER}/{path.name}"
        try:
            text = path.read_text(encoding="utf-8")
            definition = read(text=text)
        except UnicodeDecodeError as problem:
            yield city.found("toml_broken", name, problem=problem)
            continue
        except BrokenDefinition as problem:
            yield from _broken(problem, name)
            continue
        which = (definition.key, definition.version)
        if which in seen:
            yield city.found("procedure_twice", name, key=which[0], version=which[1], other=seen[which])
        seen[which] = name
        if _was_published_otherwise(definition):
            yield city.found("procedure_changed", name, key=which[0], version=which[1])
        yield from _flaws(definition, pack, name)


def _broken(problem: BrokenDefinition, name: str) -> Iterator[city.Finding]:
    for fault in problem.faults:
        said = _said(fault)
        place = written(fault.path) or "-"
        yield city.found("procedure_broken", name, line=fault.line, place=place, **said)


def _flaws(definition: types.Definition, pack: Path, name: str) -> Iterator[city.Finding]:
    try:
        languages = [one.code for one in city.languages(pack.name)]
        tariff = _tariff(pack)
    except (city.BrokenPack, ledger.BrokenTariff, UnicodeDecodeError):
        return  # of those pages others speak
    for flaw in look_at(definition=definition, languages=languages, fees=tariff):
        yield _as_finding(flaw, name)


def _as_finding(flaw: Flaw, name: str) -> city.Finding:
    return city.found(f"procedure_{flaw.level.value}", name, place=flaw.place or "-", **_said(flaw))


def _tariff(pack: Path) -> ledger.Tariff:
    path = pack / "fees.toml"
    return ledger.read_tariff(path.read_text(encoding="utf-8") if path.exists() else "")


def _was_published_otherwise(definition: types.Definition) -> bool:
    """Whether this version stands in the database with another meaning; a comment may change."""
    try:
        row = models.Published.objects.filter(procedure=definition.key, version=definition.version).first()
        return row is not None and read(text=row.text) != definition
    except (DatabaseError, RuntimeError):  # no house was set up yet
        return False


def _said(one: TextFault | Flaw) -> dict[str, str]:
    """Its words in the languages that findings speak."""
    said = {}
    for language in SPOKEN:
        with translation.override(language):
            said[f"words_{language}"] = one.words
    return said
