"""What a file says, whichever way it goes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Head:
    """Who collects, when, and into which account."""

    client_code: str
    client_name: str
    day: str  # MMDD
    bank: str
    bank_name: str
    branch: str
    branch_name: str
    account_kind: str
    account_number: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One debit, or what became of it."""

    bank: str
    bank_name: str
    branch: str
    branch_name: str
    account_kind: str
    account_number: str
    holder: str
    amount: int
    new_code: str
    customer: str
    result: str = "0"

    @property
    def asked(self) -> tuple[str, ...]:
        """All that a bank gives back as it got it; names of banks and branches it may write anew."""
        return (
            self.bank,
            self.branch,
            self.account_kind,
            self.account_number,
            self.holder,
            str(self.amount),
            self.new_code,
            self.customer,
        )


@dataclass(frozen=True, slots=True)
class BankersFile:
    """A whole file."""

    head: Head
    entries: tuple[Entry, ...]

    @property
    def total(self) -> int:
        return sum(one.amount for one in self.entries)

    @property
    def paid(self) -> tuple[Entry, ...]:
        return tuple(one for one in self.entries if one.result == "0")
