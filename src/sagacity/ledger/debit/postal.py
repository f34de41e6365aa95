"""ゆうちょ: the symbol and number of a passbook as the branch, kind and number that banks use."""

import re
from dataclasses import dataclass

from sagacity.kit.japanese import widths
from sagacity.ledger.debit.types import AccountKind

BANK = "9900"
_SYMBOL = re.compile(r"[01]\d{4}")
_NUMBER = re.compile(r"\d{1,8}")


class BadPassbook(ValueError):
    """No account has this symbol and number; `field` and `code` say what is wrong."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(f"{field}: {code}")
        self.field, self.code = field, code


@dataclass(frozen=True, slots=True)
class Passbook:
    """An account at the postal bank, as others write it."""

    symbol: str
    branch: str
    kind: AccountKind
    number: str

    @property
    def in_symbol(self) -> str:
        """The three digits of the symbol that stand for the branch where a bank asks for them."""
        return self.symbol[1:4]


def of_passbook(*, symbol: str, number: str) -> Passbook:
    """11940-12345671 → branch 198, ordinary, 1234567.

    Raises:
        BadPassbook: no account can have them.
    """
    said, digits = _plain(symbol).split("-")[0], _plain(number)
    if not _SYMBOL.fullmatch(said):
        raise BadPassbook("symbol", "form")
    if not _NUMBER.fullmatch(digits):
        raise BadPassbook("number", "form")
    if said[0] == "0":
        return _transfer_account(said, digits)
    if not said.endswith("0"):
        raise BadPassbook("symbol", "end")
    if len(digits) < 2 or not digits.endswith("1"):
        raise BadPassbook("number", "end")
    return Passbook(said, f"{said[1:3]}8", AccountKind.ORDINARY, digits[:-1].zfill(7))


def _transfer_account(symbol: str, number: str) -> Passbook:
    if len(number) > 6:
        raise BadPassbook("number", "long")
    return Passbook(symbol, f"{symbol[1:3]}9", AccountKind.CURRENT, number.zfill(7))


def _plain(text: str) -> str:
    return widths.fold_codes(text).replace(" ", "")
