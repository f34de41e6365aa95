"""One accepted change as subscriptions see it."""

from dataclasses import dataclass
from functools import cached_property

from sagacity.broker.entity import Entity
from sagacity.broker.v2.rendering import News
from sagacity.broker.writing.change import Change, Differences, Done

EXPIRY = "dateExpires"  # the one builtin attribute a client can change


@dataclass(eq=False)
class Occasion:
    """``entity`` is what it is now, or what it was when it is gone. ``at`` in milliseconds.

    ``values``: attributes whose value or type changed, or that came or went. ``names``: with those whose
    metadata changed. ``touched``: those the request carried, changed or not.
    """

    tenant: str
    entity: Entity
    before: Entity | None
    after: Entity | None
    values: frozenset[str]
    names: frozenset[str]
    touched: frozenset[str]
    forced: bool
    correlator: str
    token: str
    hops: int
    at: int

    @property
    def created(self) -> bool:
        return self.before is None

    @property
    def deleted(self) -> bool:
        return self.after is None

    @property
    def alteration(self) -> str:
        """What happened to the entity as a whole, in the words of NGSIv2."""
        if self.created:
            return "entityCreate"
        if self.deleted:
            return "entityDelete"
        return "entityChange" if self.names else "entityUpdate"

    @cached_property
    def news(self) -> News:
        """What only a notification shows: values before, what was done to each attribute."""
        before = self.before.attributes if self.before else {}
        concerned = self.names | self.touched
        return News(
            previous={name: before[name] for name in concerned if name in before},
            actions={name: "update" if name in before else "append" for name in concerned},
            alteration=self.alteration,
        )


def occasion(*, change: Change, done: Done, differences: Differences, at: int) -> Occasion | None:
    """None if nothing is there and nothing was."""
    entity = done.after or done.before
    if entity is None:
        return None
    values = {*differences.added, *differences.changed, *differences.gone}
    touched = frozenset(done.touched)
    if done.before and done.after and done.before.expires != done.after.expires:
        values.add(EXPIRY)
    if change.forced and done.after is not None:
        values |= touched
    return Occasion(
        tenant=change.tenant,
        entity=entity,
        before=done.before,
        after=done.after,
        values=frozenset(values),
        names=frozenset(values.union(differences.metadata)),
        touched=touched,
        forced=change.forced,
        correlator=change.origin.correlator,
        token=change.origin.token,
        hops=change.origin.hops,
        at=at,
    )
