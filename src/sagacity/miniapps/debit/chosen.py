"""What somebody has chosen so far, as it stands in the address: payments, bank, branch. Never an account."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import get_language

from sagacity.kit.manifest import in_language
from sagacity.ledger.debit import api as debit


@dataclass(frozen=True, slots=True)
class Chosen:
    """Checked: what the city or the master does not know is not chosen."""

    items: tuple[debit.Item, ...]
    bank: debit.Bank | None
    branch: debit.Branch | None

    @property
    def titles(self) -> list[str]:
        return [name_of(one) for one in self.items]

    @property
    def is_postal(self) -> bool:
        return self.bank is not None and self.bank.code == debit.POSTAL_BANK

    @property
    def query(self) -> str:
        return self.with_(
            bank=self.bank.code if self.bank else "", branch=self.branch.code if self.branch else ""
        )

    def with_(self, *, bank: str = "", branch: str = "") -> str:
        """The query of the next step."""
        said = [("item", one.key) for one in self.items]
        said += [("bank", bank)] if bank else []
        said += [("branch", branch)] if branch else []
        return urlencode(said)


def of(request: HttpRequest) -> Chosen:
    """Read the address."""
    there = debit.plan().items
    wanted = request.GET.getlist("item")
    items = tuple(one for key, one in there.items() if key in wanted)
    code, number = request.GET.get("bank", ""), request.GET.get("branch", "")
    try:
        bank = debit.bank(code)
    except debit.NoSuchBank:
        return Chosen(items, None, None)
    try:
        return Chosen(items, bank, debit.branch(code, number))
    except debit.NoSuchBranch:
        return Chosen(items, bank, None)


def name_of(item: debit.Item) -> str:
    """An item in the reader's language."""
    return in_language(item.name, get_language() or "ja")


def names_of(keys: tuple[str, ...]) -> list[str]:
    """Items by key; one that the city takes no more keeps its key."""
    there = debit.plan().items
    return [name_of(there[key]) if key in there else key for key in keys]


def bank_name(code: str) -> str:
    """A bank by name; one that is gone from the master by its number."""
    try:
        return debit.bank(code).name
    except debit.NoSuchBank:
        return code


def branch_name(bank: str, code: str) -> str:
    try:
        return debit.branch(bank, code).name
    except (debit.NoSuchBank, debit.NoSuchBranch):
        return code
