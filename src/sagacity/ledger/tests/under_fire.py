"""A city of two processes that somebody goes on killing: what runs inside, and how it stands afterwards."""

import ctypes
import os
import signal
import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from django.core.wsgi import get_wsgi_application

from sagacity.identity.accounts.testing import sign_in
from sagacity.identity.testing import Actor, StaffActor
from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.money import yen
from sagacity.kit.testing.news import announced
from sagacity.ledger import api as ledger
from sagacity.ledger import models, refunds

PRICE = 300
DIES_WITH_ITS_PARENT = 1  # PR_SET_PDEATHSIG


def people(*, residents: int, bills: int) -> dict[str, Any]:
    """Residents with bills, a cashier, a clerk and an approver: their cookies, and the keys of the bills."""
    at, found = clock.now(), []
    for number in range(residents):
        actor = Actor()
        key = sign_in(actor, nickname=f"払う人{number}")
        made = [_bill(f"{key}:{each}", key) for each in range(bills)]
        found.append({"cookies": _cookies(actor), "bills": made})
    counter = [_bill(f"counter:{number}", "") for number in range(bills)]
    staff = {
        login: _cookies(StaffActor(login, login, "会計課", (held,)))
        for login, held in (
            ("taker", "cashier"),
            ("keeper", "money_clerk"),
            ("second", "money_approver"),
        )
    }
    return {"residents": found, "counter": counter, "staff": staff, "at": at.isoformat()}


def web(folder: Path, port: int) -> None:
    """The pages, begun again whenever they are killed; the door stays open meanwhile."""
    server = _Server(("127.0.0.1", port), _Quiet)
    server.set_app(get_wsgi_application())
    _again_and_again(folder / "web.pid", server.serve_forever)


def worker(folder: Path, work_forever: Callable[[threading.Event], object]) -> None:
    """News and jobs, begun again whenever they are killed."""
    _again_and_again(folder / "worker.pid", lambda: work_forever(threading.Event()))


def settle_down() -> None:
    """What the clock does when a while has passed: ask about payments, and carry refunds out."""
    later = clock.now() + timedelta(minutes=5)
    ledger.look_after_all(at=later)
    refunds.carry_out_waiting(at=later)


def standing() -> dict[str, Any]:
    """How everything stands, for the story to compare with what its people were told."""
    while audit.seal():
        pass
    news = Counter(one["payment"] for one in announced("ledger.bill_paid"))
    rows = models.Payment.objects.select_related("bill")
    return {
        "holds": ledger.trial_balance().holds,
        "audit": [str(one) for one in audit.verify()],
        "payments": {
            row.key: {
                "bill": row.bill.key,
                "provider": row.provider,
                "state": row.state,
                "amount": row.amount,
                "received": row.received,
                "news": news[row.key],
            }
            for row in rows
        },
        "refunds": [
            {"key": row.key, "payment": row.payment.key, "amount": row.amount, "state": row.state}
            for row in models.Refund.objects.select_related("payment")
        ],
        "stands": {
            kind.value: sum(one.balance for one in ledger.accounts(kind=kind)) for kind in ledger.AccountKind
        },
        "events_twice": [
            key for key, many in Counter(models.PaymentEvent.objects.values_list("event")).items() if many > 1
        ],
    }


def _bill(client_key: str, payer: str) -> str:
    return ledger.make_bill(
        client_key=f"fire:{client_key}"[-120:],
        title={"ja": "見本"},
        amount=yen(PRICE),
        payer=payer,
        by=policy.SYSTEM,
        at=clock.now(),
    ).key


def _cookies(actor: Actor) -> dict[str, str]:
    return {name: each.value for name, each in actor.client.cookies.items()}


def _again_and_again(note: Path, live: Callable[[], object]) -> None:
    while True:
        child = os.fork()
        if child == 0:
            ctypes.CDLL(None).prctl(DIES_WITH_ITS_PARENT, signal.SIGKILL)
            live()
            os._exit(0)
        new = note.with_suffix(".new")
        new.write_text(str(child))
        new.rename(note)
        os.waitpid(child, 0)


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 128


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass
