"""The city's post office in stories: a push service outside, people with browsers, and a clock that moves."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import time_machine

from sagacity.messaging import api as messaging
from sagacity.messaging import models
from sagacity.messaging.delivering import rounds
from sagacity.messaging.providers.demo_push import Answer, PushService
from sagacity.messaging.testing import TownCrier, device
from sagacity.messaging.tests.browsers import Browser


@dataclass(slots=True)
class Post:
    """Sends notices with a real provider to a push service of this machine."""

    crier: TownCrier
    service: PushService
    origin: str
    now: datetime
    deliver: Callable[..., int]
    browsers: dict[str, Browser] = field(default_factory=dict)

    def meets(self, *names: str, **wishes: Any) -> None:
        """People with a browser each, and how they wish to be told."""
        for name in names:
            browser = self.browsers[name] = Browser(name, self.service, self.origin)
            messaging.subscribe_push(
                person=device(name), endpoint=browser.endpoint, **browser.keys, language="ja", at=self.now
            )
            if wishes:
                messaging.prefer(
                    person=device(name), preferences=messaging.Preferences(**wishes), at=self.now
                )

    def has_mail(self, name: str) -> None:
        """Somebody has a proven address of mail."""
        person, _ = models.Person.objects.get_or_create(
            key=device(name), defaults={"created_at": self.now, "changed_at": self.now}
        )
        address = f"{name}@example.jp"
        person.endpoints.create(
            channel="mail", address=address, address_hash=address, state="active", created_at=self.now
        )

    def says(self, title: str = "給水のお知らせ", **more: Any) -> str:
        """A notice is published and everything that follows at once is done."""
        more.setdefault("loudness", messaging.Loudness.NORMAL)
        with self.clock():
            self.crier.at = self.now
            return self.crier.says(title, **more).key

    def answers(self, name: str, *statuses: int, retry_after: str = "") -> None:
        """How the push service answers the next requests for one browser."""
        self.browsers[name].box.answers.extend(Answer(status, retry_after) for status in statuses)

    def passes(self, **time: float) -> None:
        """Time passes, and the round of the minute is made."""
        self.now += timedelta(**time)
        with self.clock():
            rounds.make(at=self.now)
            self.deliver()

    def titles(self, name: str) -> list[str]:
        """What one browser shows."""
        return [str(said["title"]) for said in self.browsers[name].shown()]

    def record(self, notice: str, name: str) -> dict[str, str]:
        """What the city knows of a notice to one person: state and reason by channel."""
        rows = models.Delivery.objects.filter(notice__key=notice, person__key=device(name))
        return {row.channel: f"{row.state} {row.why}".strip() for row in rows}

    @contextmanager
    def clock(self) -> Iterator[None]:
        with time_machine.travel(self.now, tick=False):
            yield
