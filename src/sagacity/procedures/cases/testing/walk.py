"""Residents who apply and pay, and an office that decides, in a process that may end at any moment.

What was answered is written down beside the database; what got no answer is sent again under the same key, as
a phone does whose network was away.
"""

import logging
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import connection

from sagacity.identity import api as identity
from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.money import Yen
from sagacity.kit.testing.house import WORKER
from sagacity.kit.testing.news import announced
from sagacity.kit.testing.worker import deliver_everything
from sagacity.ledger import api as ledger
from sagacity.procedures.cases import api as cases
from sagacity.procedures.cases import models, refolding, sweeping
from sagacity.procedures.cases.testing import PERMIT, publish

MAY = frozenset({identity.CASE_LOOK, identity.CASE_WORK, identity.CASE_DECIDE})
CLERK = policy.Person("urn:ngsi-ld:Staff:mori", "森", "staff", MAY, "緑化推進課")
CHIEF = policy.Person("urn:ngsi-ld:Staff:chief", "課長", "staff", MAY, "緑化推進課")
FEE = '\n[fee]\nitem = "residence_certificate"\npay = "before"\n'
THREADS = 2
TRIES = 100
logger = logging.getLogger(__name__)


def open_office() -> None:
    publish(PERMIT + FEE)


def go_on(folder: Path, most: int) -> None:
    """Apply, pay and decide again and again, until somebody ends the process or everything is done."""
    people = [threading.Thread(target=_walk, args=[folder, me, most]) for me in range(THREADS)]
    for person in people:
        person.start()
    for person in people:
        person.join()


def stand_again(folder: Path, what: str, most: int) -> None:
    """Keep one child at work, whose number lies in a file: when it is killed, there is another at once."""
    while True:
        child = os.fork()
        if not child:
            if what == "worker":
                exec(WORKER, {})  # the same lines as those of a house's worker
            else:
                go_on(folder, most)
            os._exit(0)
        fresh = folder / f"{what}.new"
        fresh.write_text(str(child))
        fresh.rename(folder / f"{what}.pid")
        _, ended = os.waitpid(child, 0)
        if what == "web" and ended == 0:
            (folder / f"{what}.pid").unlink()
            return  # everything is done


def finish(more: int) -> dict[str, Any]:
    """Send everything once more and some more, let the worker do its part, and say what stands there."""
    wishes = models.Case.objects.values_list("client_key", flat=True)
    most = more + 1 + max((int(one.partition("-")[2]) for one in wishes), default=0)
    for number in range(most):
        _applies(number)
        _pays(number)
    deliver_everything(strict=False)
    sweeping.move_what_is_paid(at=clock.now())
    for number in range(most):
        assert _is_decided(number)
    deliver_everything(strict=False)
    return standing()


def standing() -> dict[str, Any]:
    """What is there, and everything that must hold of it."""
    serials = sorted(
        int(number.split("-")[2]) for number in models.Case.objects.values_list("number", flat=True)
    )
    decided = [one["case"] for one in announced("cases.case_decided")]
    submitted = [one["case"] for one in announced("cases.case_submitted")]
    bills = [ledger.bills(about=key) for key in models.Case.objects.values_list("key", flat=True)]
    paid = [bill for held in bills for bill in held if bill.state is ledger.BillState.PAID]
    return {
        "cases": len(serials),
        "without_gap": serials == list(range(1, len(serials) + 1)),
        "submitted": len(submitted) == len(set(submitted)) == len(serials),
        "one_bill_each": all(len(held) == 1 for held in bills),
        "paid": len(paid),
        "paid_and_moved": models.Event.objects.filter(kind="paid").count(),
        "decided": models.Case.objects.filter(decision="yes").count(),
        "decided_once": len(decided) == len(set(decided)),
        "wrong": [one.case for one in refolding.differences(with_seals=True)],
        "ledger_holds": ledger.trial_balance().holds,
        "audit_broken": len(audit.verify()),
    }


def answered(folder: Path) -> dict[str, set[int]]:
    """What somebody got an answer for, by wish."""
    found: dict[str, set[int]] = {"submitted": set(), "paid": set(), "decided": set()}
    for path in folder.glob("answered-*"):
        for line in path.read_text().splitlines():
            what, _, number = line.partition(" ")
            if number.isdigit():
                found[what].add(int(number))
    return found


def lost(folder: Path) -> list[str]:
    """What was answered and is not there."""
    told = answered(folder)
    there = {row.client_key: row for row in models.Case.objects.all()}
    missing = [f"submitted {number}" for number in told["submitted"] if f"form-{number}" not in there]
    for number in told["paid"]:
        row = there.get(f"form-{number}")
        if row is None or ledger.bill(key=row.bill).state is not ledger.BillState.PAID:
            missing.append(f"paid {number}")
    for number in told["decided"]:
        row = there.get(f"form-{number}")
        if row is None or row.decision != "yes":
            missing.append(f"decided {number}")
    return missing


def _walk(folder: Path, me: int, most: int) -> None:
    before = answered(folder)
    with (folder / f"answered-{me}").open("a") as book:
        for number in range(me, most, THREADS):
            for what, wish in (("submitted", _applies), ("paid", _pays)):
                if number not in before[what]:
                    _again(wish, number)
                    book.write(f"{what} {number}\n")
                    book.flush()
            for earlier in range(me, number + 1, THREADS):
                if earlier not in before["decided"] and _again(_is_decided, earlier):
                    before["decided"].add(earlier)
                    book.write(f"decided {earlier}\n")
                    book.flush()
    connection.close()


def _again(wish: Callable[[int], Any], number: int) -> Any:
    """Until it is answered: whatever goes wrong, a phone sends the same once more; not for ever."""
    for tries in range(TRIES):
        try:
            return wish(number)
        except Exception as problem:
            if tries == TRIES - 1:
                raise
            connection.close()
            logger.info("%s %s: %r", wish.__name__, number, problem)
            time.sleep(0.05)
    return None


def _applies(number: int) -> cases.Case:
    person = policy.Person(f"urn:ngsi-ld:Resident:{number}", "", "resident", level=2)
    return cases.submit(
        procedure="park",
        answers={"name": {"family": "山田", "given": "花子"}, "purpose": "picnic", "people": 12},
        by=person,
        applicant=person.key,
        channel="app",
        client_key=f"form-{number}",
        at=clock.now(),
    )


def _pays(number: int) -> None:
    row = models.Case.objects.get(client_key=f"form-{number}")
    bill = ledger.bill(key=row.bill)
    if bill.state is ledger.BillState.OPEN:
        ledger.take_at_counter(
            client_key=f"pay-{number}",
            bill=bill.key,
            till="civic",
            by=CLERK,
            at=clock.now(),
            received=Yen(bill.amount),
        )


def _is_decided(number: int) -> bool:
    """Decide, if the news of the money has come."""
    case = cases.case(key=models.Case.objects.get(client_key=f"form-{number}").key)
    if case.state == "awaiting_payment":
        return False
    if case.stage == "check" and not case.decision:
        cases.pass_stage(
            case=case.key, checks=["place_is_free"], by=CLERK, at=clock.now(), client_key=f"pass-{number}"
        )
    cases.decide(case=case.key, decision="yes", by=CHIEF, at=clock.now(), client_key=f"decide-{number}")
    return True
