"""All subscriptions of the house, compiled and indexed, in the memory of whoever writes."""

import logging
from collections.abc import Mapping, Sequence

from sagacity.broker.delivering.letter import Letter
from sagacity.broker.delivering.outgoing import FREE, Outgoing
from sagacity.broker.store.base import Session
from sagacity.broker.subscribing import rows
from sagacity.broker.subscribing.compiled import Compiled
from sagacity.broker.subscribing.faces import Compiler
from sagacity.broker.subscribing.occasion import Occasion, occasion
from sagacity.broker.subscribing.rows import Stored
from sagacity.broker.subscribing.shelf import Shelf
from sagacity.broker.subscribing.sight import Sight
from sagacity.broker.writing.change import Change, Differences, Done

log = logging.getLogger(__name__)

MOST_HOPS = 30  # notifications that led one to the other


class Book:
    """Kept fresh by reading only those subscriptions whose version has moved."""

    def __init__(self, compilers: Mapping[str, Compiler], sight: Sight) -> None:
        self._compilers = compilers
        self._sight = sight
        self._version = 0
        self._all: dict[str, Compiled] = {}
        self._shelves: dict[str, Shelf] = {}

    def __len__(self) -> int:
        return len(self._all)

    def refresh(self, session: Session) -> None:
        """Take over what was added, changed and removed since the last time."""
        self._sight.refresh(session)
        for stored in rows.since(session, self._version):
            self.put(self._compile(stored, session))
            self._version = stored.version
        if len(self._all) != rows.how_many(session):
            for id_ in self._all.keys() - rows.ids(session):
                self.remove(id_)

    def _compile(self, stored: Stored, session: Session) -> Compiled:
        """A subscription that can no longer be read is kept asleep, never in the way of writing."""
        compiler = self._compilers.get(stored.face)
        try:
            if compiler is not None:
                return compiler(stored, session)
        except Exception:
            log.exception("the subscription %s cannot be made ready", stored.id)
        return Compiled(
            stored.id, stored.tenant, stored.version, subjects=(), build=lambda _: (), active=False
        )

    def put(self, compiled: Compiled) -> None:
        """Add a subscription, or replace the one of that id."""
        self.remove(compiled.id)
        self._all[compiled.id] = compiled
        if compiled.active:
            self._shelves.setdefault(compiled.tenant, Shelf()).add(compiled)

    def remove(self, id_: str) -> None:
        """Forget a subscription."""
        compiled = self._all.pop(id_, None)
        if compiled is not None and compiled.active:
            self._shelves[compiled.tenant].remove(compiled)

    def get(self, id_: str) -> Compiled | None:
        """The compiled subscription of that id."""
        return self._all.get(id_)

    def told(self, letters: Sequence[Letter]) -> None:
        """Remember what is durable now, so that the store need not be asked in vain."""
        for letter in letters:
            compiled = self._all.get(letter.subscription)
            if compiled is not None and compiled.guard is not FREE:
                compiled.spent = compiled.oneshot
                compiled.last = letter.created

    def notifications(
        self, *, change: Change, done: Done, differences: Differences, at: int
    ) -> list[Outgoing]:
        """What an accepted change makes us tell; the body is the state at that moment."""
        shelf = self._shelves.get(change.tenant)
        if shelf is None or not change.counted:
            return []
        found = occasion(change=change, done=done, differences=differences, at=at)
        if found is None or _goes_in_circles(found):
            return []
        outgoing: list[Outgoing] = []
        for compiled in shelf.candidates(found):
            seen = self._sight.of(compiled.id, found)
            if seen is not None:
                outgoing += _built(compiled, seen)
        return outgoing


def _goes_in_circles(found: Occasion) -> bool:
    """Two houses that answer each other's notifications with changes would never end."""
    if found.hops < MOST_HOPS:
        return False
    log.warning("%s: a change that %d notifications led to is told no further", found.entity.id, found.hops)
    return True


def _built(compiled: Compiled, found: Occasion) -> Sequence[Outgoing]:
    """A notification that cannot be built is no reason to refuse the change."""
    try:
        return compiled.notifications(found) if compiled.fires(found) else ()
    except Exception:
        log.exception("no notification could be built for the subscription %s", compiled.id)
        return ()
