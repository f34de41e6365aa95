"""A city that answers HTTP in a process of its own, and payers who walk through all that may happen."""

import threading
import time
from collections.abc import Callable
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, ProxyHandler, build_opener

from django.conf import settings
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.db import connection

from sagacity.kit import clock
from sagacity.kit.audit import api as audit
from sagacity.kit.testing.news import announced
from sagacity.ledger import api as ledger
from sagacity.ledger import models
from sagacity.ledger.testing.company import API_KEY, SECRET, Page, at_the_company
from sagacity.ledger.tests.paying import CLERK, Asked

Told = dict[str, object]
COMPANY = f"""
import threading
from sagacity.kit.loopback import serving
from sagacity.ledger.providers.demo.sending import Sender
from sagacity.ledger.providers.demo.server import DemoPay
company = DemoPay({API_KEY!r}, {SECRET!r}, sender=Sender({SECRET!r}, pauses=(0.2, 0.5)), late=0.5, soon=0.3)
with serving(company) as here:
    print(here.base, flush=True)
    threading.Event().wait()
"""


class _Silent(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        return None


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


def walk(company: str) -> dict[str, Told]:
    """Each story by its name, with what came of it."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), _Silent)
    server.set_app(get_wsgi_application())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.PAYMENT_URL, settings.PAYMENT_KEY, settings.PAYMENT_SECRET = company, API_KEY, SECRET
    settings.PUBLIC_URL = f"http://127.0.0.1:{server.server_port}"
    ends = {
        "": "settled", "first": "settled", "late": "settled", "no_return": "settled", "lost": "settled",
        "doubled": "settled", "reordered": "settled", "declined": "failed", "timeout": "expired",
        "amount": "questioned", "currency": "questioned", "charged_back": "charged_back", "forged": "started",
    }  # fmt: skip
    said = {mischief or "well": _one(mischief, end) for mischief, end in ends.items()}
    return {**said, "store": _store(), "city away": _city_away(), "refund": _refund(), "all": _all()}


def _one(mischief: str, end: str) -> Told:
    asked = Asked(clock.now())
    page = at_the_company(asked.starts().address, mischief=mischief)
    answers = [_comes_back(page) for _ in range(2)] if page.leads_to else []
    _wait(lambda: asked.now.payments[0].state.value == end)
    return {**_told(asked), "returns": answers}


def _store() -> Told:
    asked = Asked(clock.now())
    payment = asked.starts("store")
    _wait(lambda: asked.now.payments[0].state.value == "pending")
    at_the_company(payment.address, mischief="no_return")
    _wait(lambda: asked.state == "paid")
    return _told(asked)


def _city_away() -> Told:
    """The city refuses the first tries of a webhook."""
    asked = Asked(clock.now())
    payment = asked.starts()
    settings.PAYMENT_SECRET = "the city has lost it"
    at_the_company(payment.address, mischief="no_return")
    time.sleep(0.1)
    before = asked.state
    settings.PAYMENT_SECRET = SECRET
    _wait(lambda: asked.state == "paid")
    return {**_told(asked), "before": before}


def _refund() -> Told:
    """The answer tells of it, and a webhook too."""
    asked = Asked(clock.now())
    payment = asked.starts()
    at_the_company(payment.address)
    _wait(lambda: asked.state == "paid")
    ledger.refund(client_key=payment.key, payment=payment.key, reason="取り下げ", by=CLERK, at=clock.now())
    return _told(asked)


def _all() -> Told:
    forged = sum(line.action == "ledger.forged" for line in audit.latest(limit=1000))
    return {"holds": ledger.trial_balance().holds, "forged": forged}


def _told(asked: Asked) -> Told:
    time.sleep(0.7)  # whatever comes late
    return {
        "bill": asked.state,
        "payment": asked.now.payments[0].state.value,
        "paid": len(announced("ledger.bill_paid", bill=asked.bill.key)),
        "refunded": len(announced("ledger.bill_refunded", bill=asked.bill.key)),
        "settled": models.PaymentEvent.objects.filter(
            payment__bill__key=asked.bill.key, outcome="settled"
        ).count(),
    }


def _comes_back(page: Page) -> int:
    try:
        opener = build_opener(_Stay, ProxyHandler({}))
        with opener.open(page.leads_to, timeout=10) as answer:
            return int(answer.status)
    except HTTPError as problem:
        return problem.code


def _wait(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not happened() and time.monotonic() < end:
        connection.close()  # a reader of SQLite sees what was written since
        time.sleep(0.02)
