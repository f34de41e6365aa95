"""What of a change whoever made a subscription may learn: no more than the key it was made with reaches."""

from dataclasses import replace

from sagacity.broker.access import owning
from sagacity.broker.access.caller import Caller
from sagacity.broker.access.keyring import Keyring
from sagacity.broker.store.base import Session
from sagacity.broker.subscribing.occasion import Occasion


class Sight:
    """Knows the key behind each subscription; one made without limits sees everything."""

    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring
        self._owners: dict[str, str] = {}

    def refresh(self, session: Session) -> None:
        """Learn whose subscriptions there are."""
        self._owners = owning.all_of(session)

    def caller_of(self, id_: str, *, at: int) -> Caller | None:
        """On whose behalf a subscription looks; None if its key has ended."""
        owner = self._owners.get(id_)
        if owner is None:
            return Caller("made without limits")
        held = self._keyring.by_id(owner)
        return held.caller if held is not None and held.key.holds(at) else None

    def of(self, id_: str, found: Occasion) -> Occasion | None:
        """The change as the subscription may learn of it, None if there is nothing to learn."""
        if id_ not in self._owners:
            return found
        caller = self.caller_of(id_, at=found.at)
        return None if caller is None else seen_by(caller, found)


def seen_by(caller: Caller, found: Occasion) -> Occasion | None:
    """A change with everything left out that lies beyond a caller's reach."""
    before = caller.sees(found.tenant, found.before, "subscribe") if found.before else None
    after = caller.sees(found.tenant, found.after, "subscribe") if found.after else None
    entity = after or before
    if entity is None:
        return None
    visible = caller.visible_attributes(found.tenant, entity.path, entity.type, "subscribe")
    seen = replace(found, entity=entity, before=before, after=after)
    if visible is not None:
        seen = replace(
            seen, values=found.values & visible, names=found.names & visible, touched=found.touched & visible
        )
    nothing = not (seen.names or seen.touched)
    return None if nothing and before is not None and after is not None else seen
