"""People who pay at the same moment, in a process of their own, each with a connection of their own."""

import json
import threading
import time
from pathlib import Path

from django.db import connection

from sagacity.kit import clock, policy
from sagacity.kit.money import yen
from sagacity.ledger import api as ledger
from sagacity.ledger.api import AccountKind

FLOOR_AT_NOTHING = {AccountKind.PREPAID, AccountKind.TILL}
CODES = {"till": AccountKind.TILL, "wallet": AccountKind.PREPAID, "income": AccountKind.INCOME}


def open_books(*, paid_in: int) -> None:
    at = clock.now()
    for code, kind in CODES.items():
        floor = yen(0) if kind in FLOOR_AT_NOTHING else None
        ledger.open_account(code=code, kind=kind, title=code, floor=floor, by=policy.SYSTEM, at=at)
    _post("paid in", "till", "wallet", paid_in)


def spend(*, me: int, each: int, processes: int, folder: Path, same: bool = False) -> None:
    """Wait until the last process is at the door; then everybody of this one spends 100 yen at once."""
    ready, told = threading.Barrier(each), list[str]()

    def one(number: int) -> None:
        connection.ensure_connection()
        ready.wait()
        try:
            told.append(_spend("the same" if same else f"spend-{number}"))
        finally:
            connection.close()

    (folder / f"ready-{me}").touch()
    while len(list(folder.glob("ready-*"))) < processes:
        time.sleep(0.01)
    people = [threading.Thread(target=one, args=[me * each + place]) for place in range(each)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    (folder / f"told-{me}").write_text(json.dumps(told))


def both_ways(*, me: int, many: int) -> None:
    """Money to and fro between two accounts: half of the processes the one way first, half the other."""
    ways = [("till", "income"), ("income", "till")]
    for number in range(many):
        debit, credit = ways[(me + number) % 2]
        try:
            _post(f"way-{me}-{number}", debit, credit, 1)
        except ledger.Overdrawn:
            continue


def go_on_paying(folder: Path) -> None:
    """Pay 100 yen again and again, and write down each that was answered, until somebody ends the process."""
    with (folder / "answered").open("a") as answered:
        for number in range(100_000):
            _post(f"pay-{number}", "till", "income", 100)
            answered.write(f"pay-{number}\n")
            answered.flush()


def standing() -> dict[str, object]:
    trial = ledger.trial_balance()
    stands = {code: ledger.account(code=code).balance for code in CODES}
    return {"holds": trial.holds, "wrong": trial.wrong, **stands}


def _spend(client_key: str) -> str:
    try:
        return _post(client_key, "wallet", "income", 100).transfers[0].key
    except ledger.Overdrawn:
        return "overdrawn"


def _post(client_key: str, debit: str, credit: str, amount: int) -> ledger.Posting:
    move = ledger.Move(ledger.account(code=debit).key, ledger.account(code=credit).key, yen(amount))
    return ledger.post(client_key=client_key, moves=[move], by=policy.SYSTEM, at=clock.now())
