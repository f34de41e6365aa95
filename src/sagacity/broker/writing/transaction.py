"""Changes applied to what is stored, inside one transaction; later ones see what earlier ones made."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec

from sagacity.broker.entity import Entity
from sagacity.broker.refusals import AlreadyExists, Ambiguous, NotFound, Refused
from sagacity.broker.store.base import Pair, Session
from sagacity.broker.writing.change import Change, Differences, Done, Result, differences

NO_ENTITY = "The requested entity has not been found. Check type and id"
SEVERAL = "More than one matching entity. Please refine your query"


@dataclass(frozen=True, slots=True)
class Happened:
    """A change that was accepted, for whoever follows: history, subscriptions."""

    change: Change
    done: Done
    differences: Differences


@dataclass(slots=True)
class Slot:
    """One entity while the transaction lasts: what is stored, and what it shall become."""

    stored: Entity | None
    now: Entity | None


class Transaction:
    """Reads every entity once, applies changes in order, writes every entity once."""

    def __init__(self, session: Session, *, at: int) -> None:
        self.session = session
        self.at = at
        self.happened: list[Happened] = []
        self._slots: dict[tuple[str, str], list[Slot]] = {}

    def read(self, changes: Iterable[Change]) -> None:
        """Fetch what the changes are about with one question for each tenant.

        What they make anew gets its place in the order of creation by the order of the changes.
        """
        wanted: dict[str, dict[str, None]] = {}
        for change in changes:
            if (change.tenant, change.id) not in self._slots:
                wanted.setdefault(change.tenant, {})[change.id] = None
        for tenant, ids in wanted.items():
            for id_ in ids:
                self._slots[tenant, id_] = []
            for entity in self.session.entities(tenant, ids):
                gone = entity.expires is not None and entity.expires <= self.at
                self._slots[tenant, entity.id].append(Slot(entity, None if gone else entity))

    def apply(self, changes: Sequence[Change]) -> list[Result]:
        """Each change by itself accepted or refused."""
        self.read(changes)
        return [self._one(change) for change in changes]

    def _one(self, change: Change) -> Result:
        try:
            return self._carry_out(change)
        except Refused as refused:
            return refused

    def _carry_out(self, change: Change) -> Done:
        slot = self._slot(change)
        before = slot.now if slot else None
        after = change.verb(before, self.at)
        entity = after.entity
        self._check_place(change, slot, entity)
        if entity is not None and entity is not before:
            entity = self._stamped(entity, before)
        if slot is None:
            slot = Slot(None, None)
            self._slots[change.tenant, change.id].append(slot)
        slot.now = entity
        done = Done(before, entity, after.touched, after.trouble)
        self.happened.append(Happened(change, done, differences(before, entity)))
        return done

    def _slot(self, change: Change) -> Slot | None:
        found = [
            slot
            for slot in self._slots[change.tenant, change.id]
            if slot.now is not None
            and (change.type is None or slot.now.type == change.type)
            and (change.path is None or slot.now.path == change.path)
        ]
        if len(found) > 1:
            raise Ambiguous(SEVERAL)
        if not found and not change.creates:
            raise NotFound(NO_ENTITY)
        return found[0] if found else None

    def _check_place(self, change: Change, slot: Slot | None, entity: Entity | None) -> None:
        """Refuse an entity that would come to lie where another of the same id and type lies."""
        for other in self._slots[change.tenant, change.id]:
            if other is slot or entity is None or other.now is None:
                continue
            if _place(other.now) == _place(entity):
                raise AlreadyExists(f"{entity.id} of type {entity.type} exists already in {entity.path}")

    def _stamped(self, entity: Entity, before: Entity | None) -> Entity:
        if before is None:
            return msgspec.structs.replace(entity, created=self.at, modified=self.at)
        if entity.modified == self.at:
            return entity
        return msgspec.structs.replace(entity, modified=self.at)

    def write(self) -> None:
        """Hand everything that differs from what is stored to the store."""
        for tenant, slots in self._by_tenant().items():
            new: list[Entity] = []
            changed: list[Pair] = []
            gone: list[Entity] = []
            for slot in slots:
                if slot.now is slot.stored:
                    continue
                if (
                    slot.stored is not None
                    and slot.now is not None
                    and _place(slot.stored) == _place(slot.now)
                ):
                    changed.append((slot.stored, slot.now))
                    continue
                if slot.stored is not None:
                    gone.append(slot.stored)
                if slot.now is not None:
                    new.append(slot.now)
            if new or changed or gone:
                self.session.save(tenant, new=new, changed=changed, gone=gone)

    def _by_tenant(self) -> dict[str, list[Slot]]:
        found: dict[str, list[Slot]] = {}
        for (tenant, _), slots in self._slots.items():
            found.setdefault(tenant, []).extend(slots)
        return found


def _place(entity: Entity) -> tuple[str, str]:
    """What a row is found by beside its id; NGSI-LD may change both."""
    return entity.type, entity.path
