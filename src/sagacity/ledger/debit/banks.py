"""The master of banks and branches: who there is, and how somebody finds theirs.

The package `zengin-code` carries it as JSON, one file for each bank. Importing the package would read all
31,000 branches; only the files that are asked for are read here.
"""

import json
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sagacity.kit.japanese import kana, widths

PACKAGE = "zengin_code"
# What people call them → how the master does.
SHORTER = (
    ("信用農業協同組合連合会", "信連"),
    ("農業協同組合", "農協"),
    ("漁業協同組合", "漁協"),
    ("信用金庫", "信金"),
    ("信用組合", "信組"),
    ("労働金庫", "労金"),
    ("銀行", ""),
    ("支店", ""),
    ("出張所", ""),
)


class NoSuchBank(LookupError):
    """The master knows no bank of this code."""


class NoSuchBranch(LookupError):
    """The bank has no branch of this code."""


@dataclass(frozen=True, slots=True)
class Bank:
    """A bank, or whatever else keeps accounts."""

    code: str  # four digits
    name: str
    kana: str


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of a bank."""

    bank: str
    code: str  # three digits
    name: str
    kana: str


def bank(code: str) -> Bank:
    """One bank.

    Raises:
        NoSuchBank: there is none of this code.
    """
    if code not in _banks():
        raise NoSuchBank(code)
    return _banks()[code]


def branch(bank: str, code: str) -> Branch:
    """One branch.

    Raises:
        NoSuchBank, NoSuchBranch: there is none of this code.
    """
    if bank not in _banks():
        raise NoSuchBank(bank)
    if code not in _branches(bank):
        raise NoSuchBranch(f"{bank}-{code}")
    return _branches(bank)[code]


def find_banks(*, words: str, limit: int = 30) -> tuple[Bank, ...]:
    """Banks by name, kana or code; what begins so comes first."""
    ranked = [(_rank(words, one.code, one.name, one.kana), one.code, one) for one in _banks().values()]
    return tuple(one for rank, _code, one in sorted(ranked, key=lambda each: each[:2]) if rank)[:limit]


def find_branches(*, bank: str, words: str = "", limit: int = 50) -> tuple[Branch, ...]:
    """Branches of a bank by name, kana or code; without words all of them, in the order of their kana.

    Raises:
        NoSuchBank: there is none of this code.
    """
    if bank not in _banks():
        raise NoSuchBank(bank)
    there = _branches(bank).values()
    if not words.strip():
        return tuple(sorted(there, key=lambda one: (one.kana, one.code)))[:limit]
    ranked = [(_rank(words, one.code, one.name, one.kana), one.code, one) for one in there]
    return tuple(one for rank, _code, one in sorted(ranked, key=lambda each: each[:2]) if rank)[:limit]


def edition() -> str:
    """The day of the master, as eight digits."""
    return (_folder() / "updated_at").read_text(encoding="utf-8").strip()


def _rank(words: str, code: str, name: str, reading: str) -> int:
    """1 is best; 0: not found."""
    said = widths.fold_codes(words)
    if said.isdigit():
        return (said == code) or 2 * code.startswith(said)
    asked, called = _plain(words), _plain(name)
    if asked and asked in called:
        return 1 if asked == called else 2 if called.startswith(asked) else 4
    heard, read = kana.key(words), kana.key(reading)
    if kana.is_kana(words) and heard and heard in read:
        return 1 if heard == read else 3 if read.startswith(heard) else 5
    return 0


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold().replace(" ", "")
    for long, short in SHORTER:
        plain = plain.replace(long, short)
    return plain


@cache
def _folder() -> Path:
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise NoSuchBank("the package zengin-code is not installed")
    return Path(next(iter(spec.submodule_search_locations))) / "source-data" / "data"


@cache
def _banks() -> dict[str, Bank]:
    return {code: Bank(code, one["name"], one["kana"]) for code, one in _read("banks.json").items()}


@lru_cache(maxsize=64)
def _branches(bank: str) -> dict[str, Branch]:
    found = _read(f"branches/{bank}.json")
    return {code: Branch(bank, code, one["name"], one["kana"]) for code, one in found.items()}


def _read(name: str) -> dict[str, Any]:
    path = _folder() / name
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}
