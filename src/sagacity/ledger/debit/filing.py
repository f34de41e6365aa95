"""The file of a run: from lines and accounts to the bankers' format."""

from collections.abc import Sequence

from sagacity.ledger.debit import banks, facts, letters, models, plan, postal, sealing, types
from sagacity.ledger.debit.bankers_file.records import BankersFile, Entry, Head


class NoOffice(Exception):
    """The city pack does not say who collects: `[office]` in debit.toml."""


def of_run(row: models.Run, lines: Sequence[models.Line]) -> BankersFile:
    """What goes to the bank.

    Raises:
        NoOffice: nobody collects.
        BrokenSeal: an account cannot be read.
    """
    office = plan.plan().office
    if office is None:
        raise NoOffice
    return BankersFile(_head(row, office), tuple(_entry(one, office) for one in lines))


def name_of(run: types.Run) -> str:
    """What the file is called."""
    return f"debit-{run.item}-{run.day:%Y%m%d}.txt"


def _head(row: models.Run, office: plan.Office) -> Head:
    bank, branch = banks.bank(office.bank), banks.branch(office.bank, office.branch)
    return Head(
        client_code=row.client_code,
        client_name=office.name,
        day=f"{row.day:%m%d}",
        bank=office.bank,
        bank_name=letters.normal(bank.kana),
        branch=office.branch,
        branch_name=letters.normal(branch.kana),
        account_kind=office.kind,
        account_number=office.number,
    )


def _entry(line: models.Line, office: plan.Office) -> Entry:
    account = sealing.account_of(line.mandate)
    bank, branch, branch_name = account.bank, account.branch, _branch_name(account)
    if bank == postal.BANK and office.postal == "symbol" and account.symbol:
        branch, branch_name = account.symbol[1:4], ""
    return Entry(
        bank=bank,
        bank_name=letters.normal(_bank_name(account)),
        branch=branch,
        branch_name=letters.normal(branch_name),
        account_kind=account.kind,
        account_number=account.number,
        holder=account.holder,
        amount=line.amount,
        new_code=line.new_code,
        customer=facts.customer(line),
    )


def _bank_name(account: types.Account) -> str:
    try:
        return banks.bank(account.bank).kana
    except banks.NoSuchBank:
        return ""  # merged away since; the number counts, and the bank answers 2 if it is gone


def _branch_name(account: types.Account) -> str:
    try:
        return banks.branch(account.bank, account.branch).kana
    except (banks.NoSuchBank, banks.NoSuchBranch):
        return ""
