"""The demonstration's bank for stories, and somebody who agrees on its page."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from pytest_django import Settings

from sagacity.kit import clock, policy
from sagacity.kit.loopback import serving
from sagacity.ledger.debit import sending
from sagacity.ledger.debit.bankers_file import reading, writing
from sagacity.ledger.debit.bankers_file.records import BankersFile
from sagacity.ledger.debit.providers.demo.collecting import carried_out
from sagacity.ledger.debit.providers.demo.server import DemoBank
from sagacity.ledger.providers.demo.sending import Sender
from sagacity.ledger.testing.company import Page, at_the_company, looks_at

__all__ = [
    "API_KEY",
    "SECRET",
    "DemoBank",
    "Page",
    "at_the_bank",
    "bank_running",
    "carried_out",
    "looks_at",
    "results_of",
    "sent_in",
]
API_KEY, SECRET = "an api key of the bank's story", "a secret of the bank's story"


@contextmanager
def bank_running(settings: Settings, *, pauses: tuple[float, ...] = ()) -> Iterator[DemoBank]:
    """The bank in a thread, and a city that works with it; webhooks go out as the story says."""
    bank = DemoBank(API_KEY, SECRET, sender=Sender(SECRET, pauses=pauses), late=0.3)
    with serving(bank):
        settings.DEBIT_URL, settings.DEBIT_KEY, settings.DEBIT_SECRET = bank.base, API_KEY, SECRET
        yield bank


def at_the_bank(address: str, *, mischief: str = "", act: str = "agree") -> Page:
    """Press a button on the bank's page."""
    return at_the_company(address, mischief=mischief, act=act)


def sent_in(content: bytes) -> int:
    """How many debits a file for the bank asks for."""
    return len(reading.read(content, with_results=False).entries)


def results_of(run: str, codes: dict[int, str] | None = None, *, line_ends: bool = True) -> bytes:
    """The bank's file of results for a run that has gone: by number of the line, else paid."""
    _name, content = sending.file(run=run, by=policy.SYSTEM, at=clock.now())
    sent = reading.read(content, with_results=False)
    said = codes or {}
    entries = tuple(
        replace(one, result=said.get(number, "0")) for number, one in enumerate(sent.entries, start=1)
    )
    return writing.write(BankersFile(sent.head, entries), line_ends=line_ends, with_results=True)
