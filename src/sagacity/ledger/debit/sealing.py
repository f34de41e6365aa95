"""Accounts and files under the seal of the house, and the prints by which they are found again."""

import hashlib
import hmac
import json

from sagacity.kit import seals
from sagacity.ledger.debit import models, types
from sagacity.ledger.debit.types import AccountKind

_ACCOUNTS = seals.Sealer("direct debit accounts")
_FILES = seals.Sealer("direct debit files")
_PRINT = "direct debit holders"


def close(account: types.Account, *, about: str) -> bytes:
    """What of an account is kept under the seal."""
    said = {"number": account.number, "holder": account.holder, "symbol": account.symbol}
    return _ACCOUNTS.seal(json.dumps(said, ensure_ascii=False).encode(), about=about)


def account_of(row: models.Mandate) -> types.Account:
    """The account of a mandate.

    Raises:
        BrokenSeal: it was forgotten, or sealed with a key that is lost.
    """
    said = json.loads(_ACCOUNTS.opened(bytes(row.sealed), about=row.key))
    kind = AccountKind(row.kind)
    return types.Account(row.bank, row.branch, kind, said["number"], said["holder"], said["symbol"])


def print_of(holder: str) -> str:
    """The print of a holder's name under the key of now."""
    return prints_of(holder)[0]


def prints_of(holder: str) -> list[str]:
    """The prints of a name under all keys of the house, to look for."""
    plain = holder.replace(" ", "").encode()
    found = [seals.key_of(secret, purpose=_PRINT) for secret in seals.secrets_of("SECRET_KEY")]
    return [hmac.digest(key, plain, hashlib.sha256).hex() for key in found]


def close_file(content: bytes, *, about: str) -> bytes:
    return _FILES.seal(content, about=about)


def file_of(row: models.Run) -> bytes:
    """The file of a run as it went.

    Raises:
        BrokenSeal: it was let go, or sealed with a key that is lost.
    """
    return _FILES.opened(bytes(row.sealed), about=row.key)


def renew() -> int:
    """Put accounts and files under the key of now; says how many were under older ones."""
    renewed = 0
    for row in models.Mandate.objects.exclude(sealed=b"").iterator():
        if fresh := _ACCOUNTS.renewed(bytes(row.sealed), about=row.key):
            row.sealed, row.holder_print = fresh, ""
            row.holder_print = print_of(account_of(row).holder)
            row.save(update_fields=["sealed", "holder_print"])
            renewed += 1
    for run in models.Run.objects.exclude(sealed=b"").iterator():
        if fresh := _FILES.renewed(bytes(run.sealed), about=run.key):
            run.sealed = fresh
            run.save(update_fields=["sealed"])
            renewed += 1
    return renewed
