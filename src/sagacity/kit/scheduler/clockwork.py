"""The scheduler process."""

import logging
import threading
from datetime import timedelta

from django.db import close_old_connections, connections

from sagacity.kit import clock
from sagacity.kit.scheduler import slots

LOOK_EVERY = timedelta(seconds=5)
SIGN_EVERY = timedelta(seconds=30)

logger = logging.getLogger(__name__)


def tick_forever(stop: threading.Event) -> None:
    """Look at the watch every few seconds until told to stop."""
    signed = clock.now() - SIGN_EVERY
    try:
        while not stop.is_set():
            try:
                close_old_connections()
                now = clock.now()
                slots.tick(at=now)
                if now - signed >= SIGN_EVERY:
                    slots.look_at_the_watch(at=now)
                    signed = now
            except Exception:
                logger.exception("the scheduler stumbled; it goes on")
            stop.wait(LOOK_EVERY.total_seconds())
    finally:
        connections.close_all()
