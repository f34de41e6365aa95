"""What is to be said about a pack's guide, for check-city. Needs no database."""

from collections.abc import Iterator
from pathlib import Path

from django.utils import translation

from sagacity.kit.city import api as city
from sagacity.ledger import api as ledger
from sagacity.procedures import api as procedures
from sagacity.procedures.guide import goldens, linting, pack_texts, reports, types

SPOKEN = ("ja", "en")


def look(pack: Path) -> Iterator[city.Finding]:
    """Everything that is wrong with `guide/`; a pack without one has no guide yet."""
    if not (pack / pack_texts.FOLDER).is_dir():
        yield city.found("lack_guide", pack_texts.FOLDER)
        return
    broken: list[city.Finding] = []

    def told(name: str, problem: procedures.BrokenDefinition | UnicodeDecodeError) -> None:
        broken.extend(_broken(name, problem))

    guide = pack_texts.read_all(pack, told=told)
    households = pack_texts.households(pack, told=told)
    yield from broken
    try:
        languages = [one.code for one in city.languages(pack.name)]
        tariff = reports.tariff_of(pack)
    except (city.BrokenPack, ledger.BrokenTariff, UnicodeDecodeError):
        return  # of those pages others speak
    for event in guide.events.values():
        yield from _blemishes(guide, event, languages, tariff)
    yield from _common(guide, languages)
    yield from _unconfirmed(guide)
    yield from _goldens(pack, households)


def _broken(name: str, problem: procedures.BrokenDefinition | UnicodeDecodeError) -> Iterator[city.Finding]:
    if isinstance(problem, UnicodeDecodeError):
        yield city.found("toml_broken", name, problem=problem)
        return
    for fault in problem.faults:
        place = ", ".join(str(one) for one in fault.path) or "-"
        words = {}
        for language in SPOKEN:
            with translation.override(language):
                words[f"words_{language}"] = fault.words
        yield city.found("guide_broken", name, line=fault.line, place=place, **words)


def _blemishes(
    guide: types.Guide, event: types.Event, languages: list[str], tariff: ledger.Tariff
) -> Iterator[city.Finding]:
    spoken = []
    for language in SPOKEN:
        with translation.override(language):
            spoken.append(linting.look(guide=guide, event=event, languages=languages, fees=tariff))
    for japanese, english in zip(*spoken, strict=True):
        yield _as_finding(japanese, english, f"{pack_texts.FOLDER}/{event.key}.toml")


def _common(guide: types.Guide, languages: list[str]) -> Iterator[city.Finding]:
    spoken = []
    for language in SPOKEN:
        with translation.override(language):
            spoken.append(linting.look_at_common(guide=guide, languages=languages))
    for japanese, english in zip(*spoken, strict=True):
        yield _as_finding(japanese, english, pack_texts.COMMON)


def _as_finding(japanese: linting.Blemish, english: linting.Blemish, file: str) -> city.Finding:
    code = "guide_error" if japanese.is_error else "guide_warning"
    return city.found(code, file, place=japanese.place, words_ja=japanese.words, words_en=english.words)


def _unconfirmed(guide: types.Guide) -> Iterator[city.Finding]:
    waiting = [one.key for one in guide.events.values() if not one.is_confirmed]
    if waiting:
        yield city.found("guide_note", pack_texts.FOLDER, events="、".join(waiting))


def _goldens(pack: Path, households: tuple[types.Household, ...]) -> Iterator[city.Finding]:
    ground = reports.ground_of(pack)
    for one in goldens.differences(ground=ground, households=households):
        yield city.found(
            "guide_differs",
            one.household.file,
            household=one.household.name["ja"],
            part=one.part,
            expected=one.expected or "-",
            found=one.found or "-",
        )
    for covered in goldens.coverage(ground=ground, households=households):
        file = f"{pack_texts.FOLDER}/{covered.event}.toml"
        papers = [f"{rule} {paper}" for rule, paper in covered.papers_never_wanted]
        if untested := [*covered.rules_never_fired, *papers]:
            yield city.found("guide_untested", file, rules="、".join(untested))
        if covered.idle_questions:
            yield city.found("guide_idle", file, questions="、".join(covered.idle_questions))
