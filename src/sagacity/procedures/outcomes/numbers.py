"""Numbers of documents: gapless in each register and fiscal year, to be typed by anybody on any keyboard."""

import re
from datetime import datetime

from sagacity.kit import clock, serials
from sagacity.kit.japanese import eras
from sagacity.procedures.outcomes import models

CODE = 10  # 49 bits; guesses are slowed
SHORT_LABEL, LONGEST_LABEL = 12, 24  # letters of a register's name within a number


def give(*, register: str, at: datetime) -> tuple[int, int]:
    """The fiscal year and the next number in it; in the transaction of its document: none is left out."""
    year = clock.fiscal_year(clock.day(at))
    return year, serials.next_of(models.Counter, register=register, year=year)


def label_of(register: str) -> str:
    """What a register is called in its numbers: its first words, or all where another came first with these.

    A register that has no number yet is taken as the last of all.
    """
    own = models.Counter.objects.filter(register=register).order_by("pk").values_list("pk", flat=True).first()
    others = models.Counter.objects.exclude(register=register)
    earlier = others.filter(pk__lt=own) if own else others
    taken = {
        label for one in earlier.values_list("register", flat=True) for label in (_short(one), _long(one))
    }
    last = f"{_short(register)}{own or ''}"
    return next((one for one in (_short(register), _long(register)) if one not in taken), last)


def written(*, label: str, year: int, serial: int) -> str:
    """R8-RESIDENCE-000123-K: year of the era, register, number, and a sign that tells a slip."""
    text = f"{eras.short_year(year)}-{label}-{serial:06d}"
    return f"{text}-{_check_sign(text)}"


def new_code() -> str:
    """Random letters that only whoever holds the document knows."""
    return serials.random_letters(CODE)


def grouped(code: str) -> str:
    return f"{code[:5]}-{code[5:]}"


def folded_number(typed: str) -> str:
    """As it is kept, however it was typed."""
    return serials.folded(typed)[:40]


def folded_code(typed: str) -> str:
    """The same for the code, which has no dash of its own."""
    return serials.folded(typed).replace("-", "")[:20]


def is_right(number: str) -> bool:
    """Whether the last sign agrees with what stands before it."""
    text, dash, sign = number.rpartition("-")
    return bool(dash) and sign == _check_sign(text)


def _check_sign(text: str) -> str:
    return serials.check_sign(text.replace("-", ""), signs=serials.DIGITS_AND_CAPITALS)


def _short(register: str) -> str:
    """As many whole words as are quickly typed: residence_certificate is RESIDENCE."""
    first, *more = _words(register)
    kept = first[:SHORT_LABEL]
    for word in more:
        if len(kept) + len(word) > SHORT_LABEL:
            break
        kept += word
    return kept


def _long(register: str) -> str:
    return "".join(_words(register))[:LONGEST_LABEL]


def _words(register: str) -> list[str]:
    return [word for word in re.split(r"[^A-Z0-9]+", register.upper()) if word] or ["DOC"]
