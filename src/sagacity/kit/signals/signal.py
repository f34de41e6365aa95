"""A signal: what a room announces, and who listens."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from django.db import transaction

from sagacity.kit import clock
from sagacity.kit.signals import codec, models

F = TypeVar("F")
Receiver = Callable[[F], None]


class AnnouncedOutsideTransaction(Exception):
    """News must be written together with what it tells: announce inside `transaction.atomic`."""


_known: dict[str, "Signal[Any]"] = {}


def all_signals() -> Mapping[str, "Signal[Any]"]:
    """Every signal of the house by its name, such as ``registry.edition_published``."""
    return MappingProxyType(_known)


class Signal(Generic[F]):
    """One kind of news; each announcement is an outbox row in the announcer's own transaction."""

    def __init__(self, name: str, fact: type[F]) -> None:
        other = _known.get(name)
        if other is not None and other.fact.__qualname__ != fact.__qualname__:
            raise ValueError(f"two signals call themselves {name!r}; name one for its own room")
        self.name = name
        self.fact: type[F] = fact
        self.receivers: dict[str, Receiver[F]] = {}
        _known[name] = self

    def receiver(self, function: Receiver[F]) -> Receiver[F]:
        """Let a function hear this signal; write it in ``<app>/receivers.py``, where it is found."""
        self.receivers[f"{function.__module__}.{function.__qualname__}"] = function
        return function

    def announce(self, fact: F) -> None:
        """Tell it once; every receiver hears it after the transaction is committed.

        Raises:
            AnnouncedOutsideTransaction: there is no transaction that the news could belong to.
        """
        self.announce_many([fact])

    def announce_once(self, fact: F, *, key: str) -> bool:
        """Tell what has a key of its own, 32 letters at most; whether it had not been told before.

        For news that was first noted in a store of its own: tell it, then take the note away. Keys are known
        for as long as delivered messages are kept.

        Raises:
            AnnouncedOutsideTransaction: there is no transaction that the news could belong to.
        """
        self._demand_a_transaction()
        now = clock.now()
        said = {"signal": self.name, "body": codec.to_json(fact), "announced_at": now, "due_at": now}
        _, fresh = models.Message.objects.get_or_create(key=key, defaults=said)
        return fresh

    def announce_many(self, facts: Iterable[F]) -> None:
        """Tell many at once, for verbs that change thousands of things."""
        self._demand_a_transaction()
        now = clock.now()
        rows = (
            models.Message(
                key=uuid.uuid4().hex,
                signal=self.name,
                body=codec.to_json(fact),
                announced_at=now,
                due_at=now,
            )
            for fact in facts
        )
        models.Message.objects.bulk_create(rows, batch_size=500)

    def _demand_a_transaction(self) -> None:
        if not transaction.get_connection().in_atomic_block:
            raise AnnouncedOutsideTransaction(f"{self.name}: call announce inside transaction.atomic")

    def __repr__(self) -> str:
        return f"<Signal {self.name}>"
