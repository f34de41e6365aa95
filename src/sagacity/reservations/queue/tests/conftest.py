from datetime import datetime, timedelta

import pytest

from sagacity.kit import clock, policy
from sagacity.reservations.queue import api as queue

CLERK = policy.Person("urn:ngsi-ld:Staff:mori", "森", "staff", frozenset({"queue.call"}))
OTHER = policy.Person("urn:ngsi-ld:Staff:eto", "江藤", "staff", frozenset({"queue.call"}))
HANAKO = policy.Person("urn:ngsi-ld:Device:hanako", "", "anonymous")
NOW = datetime(2026, 4, 13, 10, 0, tzinfo=clock.JAPAN)  # a Monday on which the city hall is open
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _invented_city(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lines of the invented city: "moving" and "papers", and a station at the harbour."""
    monkeypatch.setenv("SAGACITY_CITY", "example")


class Hall:
    """A hall in which people take tickets and clerks call them."""

    def __init__(self) -> None:
        self.count = 0

    def once(self) -> str:
        self.count += 1
        return f"press-{self.count}"

    def comes(self, *, minute: float = 0, line: str = "moving", **more: str) -> queue.Ticket:
        """Somebody takes a ticket, so many minutes after ten."""
        return queue.issue(
            line=line,
            channel=queue.Channel.PRINTED,
            client_key=self.once(),
            by=CLERK,
            at=NOW + minute * MINUTE,
            **more,
        )

    def opens(self, label: str = "1番", *lines: str, by: policy.Person = CLERK) -> str:
        desk = queue.open_desk(label=label, lines=lines or ("moving",), by=by, at=NOW)
        return desk.key

    def calls(self, desk: str, *, minute: float = 0) -> queue.Ticket | None:
        return queue.call_next(desk=desk, client_key=self.once(), by=CLERK, at=NOW + minute * MINUTE)

    def does(self, verb: str, ticket: queue.Ticket, *, minute: float = 0, **more: str) -> queue.Ticket:
        act = getattr(queue, verb)
        done: queue.Ticket = act(
            ticket=ticket.key, client_key=self.once(), by=CLERK, at=NOW + minute * MINUTE, **more
        )
        return done

    def serves(self, desk: str, *, since: float, until: float) -> queue.Ticket:
        """Call the next one, talk with them and end."""
        called = self.calls(desk, minute=since)
        assert called is not None
        self.does("start", called, minute=since)
        return self.does("end", called, minute=until)


@pytest.fixture
def hall(db: None) -> Hall:
    return Hall()
