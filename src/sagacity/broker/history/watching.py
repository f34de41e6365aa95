"""Watching: other parts look at every point exactly once, in the transaction that moves it."""

from weakref import WeakKeyDictionary

from sagacity.broker.broker import Broker
from sagacity.broker.history.rollups import Watcher

_watchers: "WeakKeyDictionary[Broker, list[Watcher]]" = WeakKeyDictionary()


def watch(broker: Broker, watcher: Watcher) -> None:
    """From now on the watcher sees every point of this broker."""
    _watchers.setdefault(broker, []).append(watcher)


def watchers_of(broker: Broker) -> list[Watcher]:
    """Everybody who watches."""
    return _watchers.setdefault(broker, [])
