"""Whether an account can be an account: by the master, by its form, and by what banks can write."""

import re

from sagacity.ledger.debit import banks, letters, postal, types
from sagacity.ledger.debit.types import AccountKind

_NUMBER = re.compile(r"\d{7}")


class BadAccount(ValueError):
    """No money can be taken from this; `field` and `code` say what is wrong, `found` what stands there."""

    def __init__(self, field: str, code: str, found: str = "") -> None:
        super().__init__(f"{field}: {code}")  # what was found may be somebody's name
        self.field, self.code, self.found = field, code, found


def checked(account: types.Account, *, items: tuple[types.Item, ...]) -> types.Account:
    """The account as it is kept: the name in the bank's letters, a passbook as branch and number.

    Raises:
        BadAccount: with what is wrong.
    """
    account = _postal(account) if account.symbol else account
    try:
        banks.branch(account.bank, account.branch)
    except banks.NoSuchBank as problem:
        raise BadAccount("bank", "unknown") from problem
    except banks.NoSuchBranch as problem:
        raise BadAccount("branch", "unknown", account.branch) from problem
    if not _NUMBER.fullmatch(account.number):
        raise BadAccount("number", "seven_digits")
    if not account.number.strip("0"):
        raise BadAccount("number", "zeros")
    if account.kind is AccountKind.TAX and not all(item.is_tax for item in items):
        raise BadAccount("kind", "tax_only")
    holder = letters.normal(account.holder)
    if not holder:
        raise BadAccount("holder", "empty")
    if bad := letters.forbidden(holder):
        raise BadAccount("holder", "letters", " ".join(bad))
    if len(holder) > letters.LONGEST_HOLDER:
        raise BadAccount("holder", "long", str(len(holder)))
    return types.Account(account.bank, account.branch, account.kind, account.number, holder, account.symbol)


def _postal(account: types.Account) -> types.Account:
    if account.bank != postal.BANK:
        raise BadAccount("symbol", "not_postal")
    try:
        said = postal.of_passbook(symbol=account.symbol, number=account.number)
    except postal.BadPassbook as problem:
        raise BadAccount(problem.field, f"passbook_{problem.code}") from problem
    return types.Account(postal.BANK, said.branch, said.kind, said.number, account.holder, said.symbol)
