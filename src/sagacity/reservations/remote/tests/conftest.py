from datetime import datetime, timedelta

import pytest

from sagacity.kit import clock, policy
from sagacity.reservations.queue import api as queue
from sagacity.reservations.remote import api as remote

CLERK = policy.Person("urn:ngsi-ld:Staff:endo", "遠藤", "staff", frozenset({"queue.call"}))
OTHER = policy.Person("urn:ngsi-ld:Staff:eto", "江藤", "staff", frozenset({"queue.call"}))
HANAKO = policy.Person("urn:ngsi-ld:Device:hanako", "", "anonymous")
NOW = datetime(2026, 4, 13, 10, 0, tzinfo=clock.JAPAN)
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def _invented_city(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lines of the invented city: two of them are remote, "moving" is not."""
    monkeypatch.setenv("SAGACITY_CITY", "example")


class Talk:
    """Hanako waits at home, a clerk takes her."""

    def __init__(self) -> None:
        self.count = 0
        self.desk = queue.open_desk(label="リモート1番", lines=["remote", "remote_second"], by=CLERK, at=NOW)
        self.ticket = self.takes_a_number("remote")
        self.call, self.hanako = remote.enter(ticket=self.ticket, person=HANAKO.key, by=HANAKO, at=NOW)
        self.clerk = ""

    def once(self) -> str:
        self.count += 1
        return f"press-{self.count}"

    def takes_a_number(self, line: str) -> str:
        channel = queue.Channel.PRINTED
        ticket = queue.issue(line=line, channel=channel, client_key=self.once(), by=CLERK, at=NOW)
        return ticket.key

    def begins(self) -> "Talk":
        queue.call_next(desk=self.desk.key, client_key=self.once(), by=CLERK, at=NOW)
        self.call, self.clerk = remote.accept(ticket=self.ticket, by=CLERK, at=NOW)
        return self

    def says(self, token: str, text: str, *, key: str = "", second: float = 0) -> remote.Message:
        return remote.say(
            token=token,
            kind="text",
            body={"text": text},
            client_key=key or self.once(),
            at=NOW + second * SECOND,
        )

    def hears(self, token: str, since: int = 0) -> list[str]:
        return [str(one.body.get("text", one.kind)) for one in remote.hear(token=token, since=since)]


@pytest.fixture
def talk(db: None) -> Talk:
    return Talk()
