"""A mail server on loopback, and somebody who signs in with the mail that arrives there."""

import email
import re
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import policy as mail_policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.http import HttpResponse
from pytest_django import Settings

from sagacity.identity.testing import Actor


# Without slots: aiosmtpd looks at every member, and one of a slotted class fails on Python 3.11.2 (Debian).
@dataclass
class PostOffice:
    """What arrived, by address."""

    deliver: Callable[..., int]
    taken: list[EmailMessage] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.taken.append(email.message_from_bytes(envelope.content, policy=mail_policy.default))
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        self.deliver()
        return [letter for letter in self.taken if letter["To"] == address]

    def code_for(self, address: str) -> str:
        """The six digits in the last letter to an address."""
        found = re.search(r"\b\d{6}\b", str(self.to(address)[-1]["Subject"]))
        assert found
        return found.group()


@pytest.fixture
def post(settings: Settings, deliver: Callable[..., int], db: None) -> Iterator[PostOffice]:
    office = PostOffice(deliver)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    controller = Controller(office, hostname="127.0.0.1", port=port)
    controller.start()
    settings.MAIL_URL, settings.MAIL_FROM = f"smtp://127.0.0.1:{port}", "市 <no-reply@city.example.jp>"
    yield office
    controller.stop()


def signs_in_by_mail(actor: Actor, post: PostOffice, address: str, **more: str) -> HttpResponse:
    """Ask for digits, read the mail, type them."""
    actor.sends("/me/mail/", mail=address, **more)
    return actor.sends("/me/mail/code/", code=post.code_for(address.strip().lower()), **more)
