"""Codes of local governments: which exist, what their check digit is, what a damaged one may have been."""

import csv
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "localgov.csv"
_WEIGHTS = (6, 5, 4, 3, 2)


def check_digit(five: str) -> str:
    """The sixth digit that belongs to five."""
    total = sum(int(digit) * weight for digit, weight in zip(five, _WEIGHTS, strict=True))
    return str((11 - total % 11) % 10)


def is_sound(code: str) -> bool:
    """Whether six digits agree with their check digit."""
    return len(code) == 6 and code.isascii() and code.isdigit() and check_digit(code[:5]) == code[5]


@cache
def names() -> dict[str, str]:
    """Code → name of every municipality, ward and prefecture."""
    found: dict[str, str] = {}
    with _FILE.open(encoding="utf-8", newline="") as lines:
        for code, prefecture, name in csv.reader(lines):
            if code.isdigit():
                found[code] = prefecture + name.replace(" ", "")
                whole = code[:2] + "000"
                found.setdefault(whole + check_digit(whole), prefecture)
    return found


@cache
def _by_damage() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for code in names():
        for damaged in {code[:5], code.lstrip("0"), code[:5].lstrip("0")} - {code}:
            found.setdefault(damaged, []).append(code)
    return {damaged: tuple(sorted(codes)) for damaged, codes in found.items()}


def possible(damaged: str) -> tuple[str, ...]:
    """The codes these digits may have been before a leading zero or the check digit was lost."""
    return _by_damage().get(damaged, ())
