"""People who pay, take and give back over HTTP while the city is killed: each tries again as people do."""

import http.client
import random
import re
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

from sagacity.ledger.testing.company import at_the_company
from sagacity.ledger.tests.under_fire import PRICE

CSRF = "a" * 32
PATIENCE = 90.0  # seconds in which the city must answer
LEADS = re.compile(r'http-equiv="refresh" content="0; url=([^"]+)"')
PROPOSAL = re.compile(r'href="(/staff/proposals/[^"]+)"')
MISCHIEF = ("", "first", "lost", "nothing", "doubled", "reordered", "no_return", "amount")
PAID = ("もう一度払う必要はありません", "一部を返しました", "全額を返しました")


class NeverAnswered(Exception):
    """The city did not come back."""


@dataclass
class Told:
    """What people were told, and how often the line broke meanwhile."""

    paid: set[str] = field(default_factory=set)
    in_question: set[str] = field(default_factory=set)
    cash: set[str] = field(default_factory=set)
    proposed: set[str] = field(default_factory=set)
    approved: set[str] = field(default_factory=set)
    broken: int = 0
    problems: list[str] = field(default_factory=list)


@dataclass
class Browser:
    """Somebody's browser; where no answer comes, they press again."""

    port: int
    cookies: dict[str, str]
    told: Told

    def get(self, path: str) -> str:
        return self._until_answered("GET", path, None)

    def post(self, path: str, **fields: str) -> str:
        return self._until_answered("POST", path, urlencode(fields))

    def _until_answered(self, method: str, path: str, body: str | None) -> str:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                status, text, location = self._once(method, path, body)
            except (OSError, http.client.HTTPException):
                self.told.broken += 1
                time.sleep(0.02)
                continue
            if status >= 500:
                self.told.broken += 1
                time.sleep(0.05)
                continue
            return self.get(location) if status in {302, 303} else text
        raise NeverAnswered(path)

    def _once(self, method: str, path: str, body: str | None) -> tuple[int, str, str]:
        line = http.client.HTTPConnection("localhost", self.port, timeout=20)
        try:
            cookies = "; ".join(
                f"{name}={value}" for name, value in {**self.cookies, "csrftoken": CSRF}.items()
            )
            headers = {"Cookie": cookies, "Accept-Language": "ja", "X-CSRFToken": CSRF}
            if body is not None:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            line.request(method, quote(path, safe="/:?=&%,+-_.~"), body, headers)
            answer = line.getresponse()
            text = answer.read().decode("utf-8", "replace")
            return answer.status, text, answer.headers.get("Location", "")
        finally:
            line.close()


def pays(browser: Browser, bill: str, chance: random.Random) -> None:
    """One bill from the button to "paid": at the company, back, and asking where nobody says anything."""
    page = f"/apps/pay/{bill}/"
    mischief = chance.choice(MISCHIEF)
    for _ in range(20):
        found = LEADS.search(browser.post(f"{page}start/", method="card"))
        if found:
            gone = at_the_company(found[1].replace("&amp;", "&"), mischief=mischief)
            if gone.leads_to and mischief != "nothing":
                browser.get(gone.path)
        seen = browser.post(f"{page}look/")
        if any(words in seen for words in PAID):
            browser.told.paid.add(bill)
            return
        if "市が確かめています" in seen:
            browser.told.in_question.add(bill)
            return
        time.sleep(0.05)
    browser.told.problems.append(f"never paid: {bill}")


def takes_cash(browser: Browser, bill: str) -> None:
    """Cash over the counter; the button is pressed again where no answer came."""
    once = str(uuid.uuid4())
    seen = browser.post(f"/desk/cashier/bills/{bill}/cash/", once=once, till="窓口1", received=str(PRICE))
    if "納付済み" in seen:
        browser.told.cash.add(bill)
    else:
        browser.told.problems.append(f"cash was not taken: {bill}")


def gives_back(clerk: Browser, second: Browser, bill: str, amount: int) -> None:
    """Proposed by one, approved by another."""
    seen = clerk.post(f"/desk/cashier/bills/{bill}/refund/", amount=str(amount), why="一通やめた")
    found = PROPOSAL.search(seen)
    if found is None:
        return  # it was approved before this answer came
    clerk.told.proposed.add(bill)
    seen = second.post(found[1], answer="approve")
    if "承認されました" in seen or "実行しました" in seen:
        clerk.told.approved.add(bill)


def at_once(*acts: Callable[[], None]) -> list[threading.Thread]:
    """Everybody begins."""
    threads = [threading.Thread(target=act, daemon=True) for act in acts]
    for thread in threads:
        thread.start()
    return threads
