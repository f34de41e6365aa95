"""Banks and branches by name, from the master that direct debit keeps."""

from collections.abc import Mapping
from typing import Any

from sagacity.ledger.debit import api as debit
from sagacity.procedures.forms.fields.found import Found

EMPTY = {"bank": "", "branch": "", "kind": "ordinary", "number": "", "holder": ""}


def found(value: Any, words: str) -> tuple[Found, ...]:
    """Branches of the bank that is chosen, then banks, by what the words say."""
    bank = _part(value, "bank")
    branches = _branches(bank, words) if bank else ()
    banks = debit.find_banks(words=words) if words else ()
    return (*branches, *(Found(one.code, one.name, one.kana) for one in banks))


def picked(value: Any, key: str) -> dict[str, str]:
    """The account with the bank, or bank and branch, that was picked: `0001` or `0001-001`."""
    bank, _, branch = key.partition("-")
    account = {**EMPTY, **(value if isinstance(value, Mapping) else {})}
    return {**account, "bank": bank, "branch": branch}


def name(value: Any) -> str:
    """What bank and branch are called; "" where the master knows neither."""
    try:
        bank = debit.bank(_part(value, "bank"))
    except debit.NoSuchBank:
        return ""
    try:
        return f"{bank.name}\u3000{debit.branch(bank.code, _part(value, 'branch')).name}"
    except debit.NoSuchBranch:
        return bank.name


def _branches(bank: str, words: str) -> tuple[Found, ...]:
    try:
        there = debit.find_branches(bank=bank, words=words)
    except debit.NoSuchBank:
        return ()
    return tuple(Found(f"{bank}-{one.code}", one.name, one.kana) for one in there)


def _part(value: Any, part: str) -> str:
    return str(value.get(part) or "") if isinstance(value, Mapping) else ""
