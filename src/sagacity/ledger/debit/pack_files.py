"""What is to be said about a pack's plan of direct debit, for check-city. Needs no database."""

from collections.abc import Iterator
from pathlib import Path

from sagacity.kit.city import api as city
from sagacity.ledger.debit import banks
from sagacity.ledger.debit.plan import FILE, BrokenPlan, Plan, read
from sagacity.ledger.fees.reading import BrokenTariff
from sagacity.ledger.fees.reading import read as read_tariff
from sagacity.ledger.fees.tariffs import FILE as FEES


def look(pack: Path) -> Iterator[city.Finding]:
    """Everything that is wrong with `debit.toml`; a pack without one takes nothing by direct debit."""
    path = pack / FILE
    if not path.exists():
        yield city.found("lack_debit", FILE)
        return
    try:
        said = read(path.read_text(encoding="utf-8"))
    except (BrokenPlan, UnicodeDecodeError) as problem:
        yield city.found("debit_broken", FILE, problem=problem)
        return
    yield from _office(said)
    languages = _languages(pack)
    known = _fees(pack)
    for item in said.items.values():
        for language in languages - set(item.name):
            yield city.found("debit_language", FILE, item=item.key, language=language)
        for fee in item.fees:
            if known and fee not in known and fee != item.key:
                yield city.found("debit_fee", FILE, item=item.key, fee=fee)
    for code in said.near:
        if not _is_bank(code):
            yield city.found("debit_bank", FILE, bank=code)


def _office(said: Plan) -> Iterator[city.Finding]:
    if said.office is None:
        yield city.found("debit_office", FILE)
        return
    try:
        banks.branch(said.office.bank, said.office.branch)
    except (banks.NoSuchBank, banks.NoSuchBranch) as problem:
        yield city.found("debit_bank", FILE, bank=problem)


def _is_bank(code: str) -> bool:
    try:
        return bool(banks.bank(code))
    except banks.NoSuchBank:
        return False


def _languages(pack: Path) -> set[str]:
    try:
        return {language.code for language in city.languages(pack.name)}
    except city.BrokenPack:
        return set()


def _fees(pack: Path) -> set[str]:
    path = pack / FEES
    try:
        return set(read_tariff(path.read_text(encoding="utf-8")).rules) if path.exists() else set()
    except (BrokenTariff, UnicodeDecodeError):
        return set()
