"""The outside world in a thread: simulators that tests, benches and the demonstration start and stop."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from sagacity.kit.loopback import loop_in_thread, serving
from sagacity.messaging.providers import demo_line, demo_mail, demo_push


@contextmanager
def push_service() -> Iterator[tuple[demo_push.PushService, str]]:
    """A push service on a free port of loopback, and its address."""
    service = demo_push.PushService()
    with loop_in_thread() as loop:
        server, address = asyncio.run_coroutine_threadsafe(demo_push.serve(service), loop).result(10)
        yield service, address
        loop.call_soon_threadsafe(server.close)


@contextmanager
def mail_server() -> Iterator[tuple[demo_mail.MailServer, str]]:
    """A mail server on a free port of loopback, and its address."""
    server = demo_mail.MailServer()
    controller = demo_mail.begin(server)
    try:
        yield server, f"smtp://127.0.0.1:{controller.port}"
    finally:
        controller.stop()


@contextmanager
def line_service() -> Iterator[tuple[demo_line.LineService, str]]:
    """LINE on a free port of loopback, and its address."""
    with serving(demo_line.LineService()) as service:
        yield service, service.base
