"""The broker of this process, made when it is first asked for and never before a fork."""

import os
from functools import lru_cache

from django.conf import settings as house

from sagacity.broker.access import issuers
from sagacity.broker.assembly import Service, complete
from sagacity.broker.broker import Broker
from sagacity.broker.delivering.pace import Pace
from sagacity.broker.reaching import Unreachable, is_away
from sagacity.broker.settings import Settings
from sagacity.broker.store.opening import open_store


def settings() -> Settings:
    """What the house says about its broker."""
    limited = not house.BROKER_OPEN  # first tries and suites of tests speak as fast as they can
    return Settings(
        store=house.BROKER_STORE,
        public_url=house.PUBLIC_URL,
        open=house.BROKER_OPEN,
        full_key=house.BROKER_KEY,
        allowed_targets=house.BROKER_TARGETS,
        device_per_minute=limited * house.BROKER_DEVICE_PER_MINUTE,
        device_per_day=limited * house.BROKER_DEVICE_PER_DAY,
        group_per_minute=limited * house.BROKER_GROUP_PER_MINUTE,
        group_per_day=limited * house.BROKER_GROUP_PER_DAY,
        flow_queue=house.BROKER_FLOW_QUEUE,
        flow_seconds=house.BROKER_FLOW_SECONDS,
        mqtt_url=house.MQTT_URL,
        pace=Pace(probe=house.BROKER_PROBE_MINUTES * 60_000),
        issuers=issuers.read(house.BROKER_ISSUERS),
        token_secret=house.SECRET_KEY,
        peer_secret=house.PEER_KEY,
        orions=house.BROKER_ORIONS,
    )


def here() -> Broker:
    """The broker of this process, for reading and for ``write_now``.

    Raises:
        Unreachable: its store does not answer, or did not a moment ago.
    """
    broker = _made(os.getpid(), settings())
    if is_away(broker.settings.store):
        raise Unreachable
    if not broker.is_prepared:
        broker.prepare()
    return broker


@lru_cache(maxsize=1)
def _made(process: int, chosen: Settings) -> Broker:
    return complete(chosen)


def rest() -> None:
    """Let go of the database; before a fork, so that no child inherits a connection."""
    if _made.cache_info().currsize:
        _made(os.getpid(), settings()).store.close()
        _made.cache_clear()


def serve() -> Service:
    """The broker of this process as an ASGI application with a start and an end."""
    return Service(settings(), broker=_made(os.getpid(), settings()))


def prepare() -> None:
    """Make the broker's tables."""
    store = open_store(settings().store)
    store.prepare()
    store.close()
