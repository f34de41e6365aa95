"""What is to be said about a pack's fees, for check-city. Needs no database."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from sagacity.kit import clock
from sagacity.kit.city import api as city
from sagacity.ledger import invoice_numbers
from sagacity.ledger.fees.lint import look as look_at_tariff
from sagacity.ledger.fees.reading import BrokenTariff, read
from sagacity.ledger.fees.tariffs import FILE


def look(pack: Path) -> Iterator[city.Finding]:
    """Everything that is wrong with `fees.toml`; a pack without one has no fees yet."""
    yield from _receipts(pack)
    path = pack / FILE
    if not path.exists():
        yield city.found("lack_fees", FILE)
        return
    try:
        languages = [language.code for language in city.languages(pack.name)]
        tariff = read(path.read_text(encoding="utf-8"))
    except city.BrokenPack:
        return  # its first page is told of elsewhere
    except (BrokenTariff, UnicodeDecodeError) as problem:
        yield city.found("fees_broken", FILE, problem=problem)
        return
    for fault in look_at_tariff(tariff, languages=languages, on=clock.day(clock.now())):
        yield city.found(f"fees_{fault.code}", FILE, fee=fault.fee, about=fault.about)


def _receipts(pack: Path) -> Iterator[city.Finding]:
    """`receipts.toml`, where the city is an issuer of qualified invoices."""
    path = pack / invoice_numbers.FILE
    if not path.exists():
        return
    try:
        number = tomllib.loads(path.read_text(encoding="utf-8")).get("invoice_number")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        yield city.found("receipts_broken", invoice_numbers.FILE, problem=problem)
        return
    if not isinstance(number, str) or not invoice_numbers.NUMBER.fullmatch(number):
        yield city.found("receipts_broken", invoice_numbers.FILE, problem='invoice_number = "T0000000000000"')
