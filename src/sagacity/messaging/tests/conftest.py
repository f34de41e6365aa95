from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from pytest_django import Settings

from sagacity.messaging.providers import demo_line, demo_mail, demo_push, simulator
from sagacity.messaging.testing import TownCrier, city_mail, crier
from sagacity.messaging.tests.city_post import Post
from sagacity.registry.tests.towns import towns

__all__ = ["city_mail", "crier", "line", "mails", "post", "push_world", "towns"]


@pytest.fixture(scope="session")
def push_world() -> Iterator[tuple[demo_push.PushService, str]]:
    """One push service for all stories; each has browsers of its own."""
    with simulator.push_service() as (service, origin):
        yield service, origin


@pytest.fixture
def post(
    crier: TownCrier,
    push_world: tuple[demo_push.PushService, str],
    at: datetime,
    deliver: Callable[..., int],
    settings: Settings,
) -> Post:
    """The city's post office and the outside world."""
    settings.PUSH_LOOPBACK = True
    service, origin = push_world
    service.mailboxes.clear()
    service.requests = 0
    return Post(crier=crier, service=service, origin=origin, now=at, deliver=deliver)


@pytest.fixture
def mails(post: Post, city_mail: demo_mail.MailServer) -> demo_mail.MailServer:
    """The city has a mail server."""
    return city_mail


@pytest.fixture
def line(post: Post, settings: Settings) -> Iterator[demo_line.LineService]:
    """The city has an account of LINE."""
    with simulator.line_service() as (service, address):
        settings.LINE_URL, settings.LINE_TOKEN, settings.LINE_SECRET = address, service.token, "secret"
        yield service
