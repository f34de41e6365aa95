"""``options=flowControl``: the answer to an update waits while the receivers it notifies are far behind."""

from collections.abc import Sequence
from weakref import WeakKeyDictionary

from sagacity.broker.broker import Broker
from sagacity.broker.delivering.tide import Tide
from sagacity.broker.writing.change import Change, Result

_tides: "WeakKeyDictionary[Broker, Tide]" = WeakKeyDictionary()


async def write(broker: Broker, changes: Sequence[Change]) -> list[Result]:
    """Have the changes written; all is done and durable while the answer waits."""
    results = await broker.write(changes)
    told = changes[0].origin.told if changes else None
    if told:
        await _tides.setdefault(broker, Tide(broker)).fallen(told)
    return results
