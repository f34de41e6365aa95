"""The town crier of the city's stories: writes notices, marks people, looks into inboxes. For tests alone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from pytest_django import Settings

from sagacity.kit import policy
from sagacity.messaging import api as messaging
from sagacity.messaging.providers import simulator
from sagacity.messaging.providers.demo_mail import MailServer as MailServer

WRITER = policy.Person(key="urn:ngsi-ld:Staff:writer", name="吉田 さくら", kind="staff", division="広報課")
APPROVER = policy.Person(key="urn:ngsi-ld:Staff:approver", name="石井 隆", kind="staff", division="広報課")
EVERYBODY = messaging.Audience()


def device(name: str) -> str:
    """The key of somebody's device."""
    return f"urn:ngsi-ld:Device:{name}"


@dataclass(slots=True)
class TownCrier:
    """Somebody who tells the city something: short words for long drafts."""

    at: datetime
    deliver: Callable[..., int]
    written: int = field(default=0)

    def draft(
        self, title: str = "給水のお知らせ", *, audience: Any = EVERYBODY, **more: Any
    ) -> messaging.Draft:
        draft = messaging.Draft(
            title={"ja": title},
            body={"ja": "給水車が公民館に来ます。"},
            audience=audience,
            publish_at=self.at,
            expires_at=self.at + timedelta(days=7),
        )
        return replace(draft, **more)

    def writes(self, title: str = "給水のお知らせ", *, key: str = "", **more: Any) -> messaging.Notice:
        """A draft by the writer."""
        self.written += 1
        return messaging.write(
            client_key=key or f"form {self.written}", draft=self.draft(title, **more), by=WRITER, at=self.at
        )

    def says(self, title: str = "給水のお知らせ", **more: Any) -> messaging.Notice:
        """A notice written, submitted, approved where it must be, and laid into inboxes."""
        notice = messaging.submit(notice=self.writes(title, **more).key, by=WRITER, at=self.at)
        if notice.state == messaging.NoticeState.WAITING:
            notice = messaging.approve(notice=notice.key, by=APPROVER, at=self.at)
        self.deliver()
        return notice

    def marks(self, name: str, **kinds: list[str]) -> str:
        """A person with marks of some kinds."""
        for kind, values in kinds.items():
            messaging.mark(person=device(name), kind=kind, values=values, language="ja", at=self.at)
        return device(name)

    def topic(self, key: str, **more: Any) -> messaging.Topic:
        topic = messaging.Topic(
            key=key,
            name={"ja": key},
            summary={},
            icon="bell",
            owner="広報課",
            posted_by="staff",
            order=1,
            is_open=True,
        )
        return messaging.write_topic(topic=replace(topic, **more), by=APPROVER, at=self.at)

    def titles(self, person: str, at: datetime | None = None, **more: Any) -> list[str]:
        """What lies in somebody's inbox, newest first."""
        page = messaging.inbox(person=person, at=at or self.at, **more)
        return [letter.notice.title_in("ja") for letter in page.letters]


@pytest.fixture
def crier(db: None, at: datetime, deliver: Callable[..., int]) -> TownCrier:
    """Import this into a conftest to have a town crier in its stories."""
    return TownCrier(at=at, deliver=deliver)


@pytest.fixture
def city_mail(settings: Settings) -> Iterator[MailServer]:
    """The city has a mail server; import this into stories that read what it took."""
    with simulator.mail_server() as (server, address):
        settings.MAIL_URL, settings.MAIL_FROM = address, "お知らせ係 <no-reply@city.example.jp>"
        yield server
