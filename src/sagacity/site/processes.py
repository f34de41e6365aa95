"""The three kinds of process a house has; each runs until SIGTERM or Ctrl-C."""

import signal
import socket
import threading

import uvicorn

from sagacity.site import asgi

LAST_WORD = 18  # seconds after SIGTERM at which the system ends a process that does not end by itself


def web(*listeners: socket.socket) -> None:
    """Answer requests that come in on sockets that are bound already."""
    config = uvicorn.Config(
        asgi.application,
        factory=True,
        lifespan="on",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,  # our own front door asks whom to believe, see proxies.py
        timeout_graceful_shutdown=5,
        h11_max_incomplete_event_size=64 * 1024,
    )
    uvicorn.Server(config).run(sockets=list(listeners))


def worker() -> None:
    """Do jobs and deliver news."""
    from sagacity.kit.jobs.worker import work_forever

    work_forever(told_to_stop())


def scheduler() -> None:
    """Look every few seconds what is due; several schedulers do no harm."""
    from sagacity.kit.scheduler.clockwork import tick_forever

    tick_forever(told_to_stop())


def listen(host: str, port: int) -> socket.socket:
    """Take a port before anything is started, so that a taken one is known at once."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(512)
    except OSError:
        listener.close()
        raise
    listener.setblocking(False)
    return listener


def told_to_stop() -> threading.Event:
    """An event that SIGTERM and Ctrl-C set: what a process of ours watches."""
    stop = threading.Event()

    def told(*_: object) -> None:
        stop.set()
        signal.alarm(LAST_WORD)

    signal.signal(signal.SIGTERM, told)
    signal.signal(signal.SIGINT, told)
    return stop
