"""A subscription ready for work, whatever face it came from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sagacity.broker.delivering.outgoing import FREE, Guard, Outgoing, Parcel
from sagacity.broker.selection import PathScope, Predicate, Subject
from sagacity.broker.subscribing.occasion import Occasion


@dataclass(frozen=True, slots=True)
class Message:
    """What is to be sent to one endpoint (``scheme://host:port``; "" when the built address is none)."""

    endpoint: str
    parcel: Parcel


@dataclass(frozen=True, slots=True)
class Trigger:
    """Which alterations count; ``attrs`` empty: any attribute. ``metadata``: its change alone is enough."""

    attrs: frozenset[str] = frozenset()
    create: bool = True
    change: bool = True
    update: bool = False  # even when nothing differs
    delete: bool = False
    metadata: bool = True

    def set_off_by(self, occasion: Occasion) -> bool:
        """Whether what happened to the entity is what was asked about."""
        if occasion.after is None:
            return self.delete
        changed = occasion.names if self.metadata else occasion.values
        if occasion.before is None:
            return (self.create or self.update) and self._concerns(changed)
        if self.update:
            return self._concerns(occasion.touched | changed)
        return self.change and bool(changed) and self._concerns(changed)

    def _concerns(self, names: frozenset[str]) -> bool:
        return not self.attrs or not self.attrs.isdisjoint(names)


@dataclass(slots=True)
class Compiled:
    """``build`` makes the messages; ``holds`` is a last condition that needs the whole occasion.

    ``last`` is when it last fired (ms), ``spent`` that its one shot was used: both may lag behind the store,
    which has the final say (Guard).
    """

    id: str
    tenant: str
    version: int
    subjects: tuple[Subject, ...]
    build: Callable[[Occasion], Sequence[Message]]
    scopes: tuple[PathScope, ...] = (PathScope("/", subtree=True),)
    trigger: Trigger = Trigger()
    predicates: tuple[Predicate, ...] = ()
    holds: Callable[[Occasion], bool] | None = None
    expires: int | None = None
    active: bool = True
    oneshot: bool = False
    throttling_ms: int = 0
    keeps_latest: bool = False
    last: int = 0
    spent: bool = False
    guard: Guard = field(init=False, default=FREE)

    def __post_init__(self) -> None:
        if self.oneshot or self.throttling_ms:
            self.guard = Guard(self.oneshot, self.throttling_ms, self.keeps_latest)

    def fires(self, occasion: Occasion) -> bool:
        """Whether this change is to be told; the subject has been looked at by the index."""
        if not self.active or self.spent or (self.expires is not None and self.expires <= occasion.at):
            return False
        if not self.trigger.set_off_by(occasion):
            return False
        if self.throttling_ms and not self.keeps_latest and self.last + self.throttling_ms > occasion.at:
            return False
        path, entity = occasion.entity.path, occasion.entity
        if not any(scope.covers(path) for scope in self.scopes):
            return False
        return all(predicate.matches(entity) for predicate in self.predicates) and (
            self.holds is None or self.holds(occasion)
        )

    def notifications(self, occasion: Occasion) -> list[Outgoing]:
        """What is to be sent."""
        entity = occasion.entity
        thread = f"{entity.path} {entity.id} {entity.type}"
        return [
            Outgoing(self.tenant, self.id, thread, message.endpoint, message.parcel, occasion.at, self.guard)
            for message in self.build(occasion)
        ]
