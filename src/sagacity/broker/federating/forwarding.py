"""Many providers at once: each within its own time, each failure counted and otherwise passed over."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from sagacity.broker.broker import Broker
from sagacity.broker.delivering import address
from sagacity.broker.delivering.targets import NobodyThere, TargetRefused, Targets
from sagacity.broker.federating import provider, shelf
from sagacity.broker.federating.journey import Journey
from sagacity.broker.federating.provider import Provider
from sagacity.broker.federating.registration import Registration
from sagacity.broker.federating.wire import ProviderFailed, Wire
from sagacity.broker.refusals import BadRequest

log = logging.getLogger(__name__)
T = TypeVar("T")

_wires: dict[Broker, Wire] = {}


def targets_of(broker: Broker) -> Targets:
    """Where forwards may go."""
    return Targets(allowed=broker.settings.allowed_targets, loopback=broker.settings.open)


async def check_target(broker: Broker, url: str) -> None:
    """Raises BadRequest for an address inside; a name that leads nowhere yet is fine."""
    try:
        await targets_of(broker).resolve(address.parse(url))
    except TargetRefused as refused:
        raise BadRequest(f"url of the provider: {refused}") from refused
    except NobodyThere:
        return


def wire_of(broker: Broker) -> Wire:
    """The connections of this process; asked for in the event loop that uses them."""
    return _wires.get(broker) or _wires.setdefault(broker, Wire(targets_of(broker)))


async def ask_all(
    broker: Broker,
    journey: Journey,
    registrations: Sequence[Registration],
    ask: Callable[[Provider], Awaitable[T]],
) -> list[T | None]:
    """One answer for each registration; None where the provider failed."""
    wire = wire_of(broker)
    kept = shelf.of(broker)
    here = await kept.name()

    async def one(registration: Registration) -> T | None:
        answer: T | None = None
        try:
            headers = provider.headers(registration, journey, here)
            answer = await ask(Provider(registration, wire, headers, kept.ring.signer(registration.id)))
        except ProviderFailed as why:
            log.warning("forwarding for registration %s failed: %s", registration.id, why)
        kept.tally.add(registration.id, at=broker.clock(), ok=answer is not None)
        return answer

    return list(await asyncio.gather(*map(one, registrations)))


async def hang_up(broker: Broker) -> None:
    """Close the connections of a broker that stops."""
    if (wire := _wires.pop(broker, None)) is not None:
        await wire.close()
