"""A room as the tests need one: it announces, two others hear, one of them can be ill."""

from dataclasses import dataclass

from sagacity.kit.audit import api as audit
from sagacity.kit.clock import now
from sagacity.kit.signals.signal import Signal


@dataclass(frozen=True, slots=True)
class Opened:
    place: str


opened = Signal("test.opened", Opened)
heard: list[str] = []
ill: list[str] = []


class Ill(Exception):
    """A receiver that cannot do its work today."""


@opened.receiver
def write_it_down(fact: Opened) -> None:
    """Hears everything and keeps it in the database, as a real receiver does."""
    audit.record(actor="test", action="heard", thing=fact.place, at=now())


@opened.receiver
def may_be_ill(fact: Opened) -> None:
    heard.append(fact.place)
    if ill:
        raise Ill(ill[0])
