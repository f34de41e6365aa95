"""One change asked for, and what became of it. Verbs are pure: the writer hands them what is stored."""

from collections.abc import Callable

import msgspec

from sagacity.broker.entity import Entity
from sagacity.broker.refusals import Refused


class After(msgspec.Struct, frozen=True, gc=False):
    """What a verb makes of an entity.

    ``entity`` None: it is gone. ``touched``: names of attributes the request carried, also when unchanged.
    ``trouble``: what could not be done although the rest is stored (a partial update).
    """

    entity: Entity | None
    touched: tuple[str, ...] = ()
    trouble: Refused | None = None


# (what is stored or None, the moment in ms) → what shall be stored. Raises Refused: nothing is stored.
Verb = Callable[[Entity | None, int], After]


class Origin(msgspec.Struct, frozen=True, gc=False):
    """Whose request it is; travels on into notifications.

    ``told``: where whoever notifies writes down the receivers, if the request asks for flow control.
    """

    correlator: str = ""
    token: str = ""  # X-Auth-Token
    hops: int = 0  # how many notifications or forwards lie before it
    told: set[str] | None = None


class Change(msgspec.Struct, frozen=True, gc=False):
    """A verb for one entity. ``type`` None: whichever has that id, several are Ambiguous.

    ``path`` is the service path; None: any path of the tenant (NGSI-LD).
    ``creates``: a missing entity is handed to the verb as None; otherwise it is NotFound.
    ``forced``: counts as a change for subscriptions even when nothing differs.
    ``counted``: notifications may follow; False for silent repairs.
    """

    tenant: str
    id: str
    type: str | None
    path: str | None
    verb: Verb
    creates: bool = False
    forced: bool = False
    counted: bool = True
    origin: Origin = Origin()


class Done(msgspec.Struct, frozen=True, gc=False):
    """What became of one change. ``trouble``: see After."""

    before: Entity | None
    after: Entity | None
    touched: tuple[str, ...] = ()
    trouble: Refused | None = None


Result = Done | Refused


class Differences(msgspec.Struct, frozen=True, gc=False):
    """Names of attributes that were added, changed (value or type), are gone, or differ in metadata alone."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    metadata: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        return bool(self.added or self.changed or self.gone or self.metadata)


def differences(before: Entity | None, after: Entity | None) -> Differences:
    """What differs between two states of one entity."""
    old = before.attributes if before else {}
    new = after.attributes if after else {}
    if old is new:
        return Differences()
    common = [(name, old[name], new[name]) for name in new if name in old and old[name] is not new[name]]
    changed = tuple(
        name
        for name, was, now in common
        if was.value != now.value
        or was.type != now.type
        or was.ld != now.ld
        or type(was.value) is not type(now.value)
    )
    return Differences(
        added=tuple(name for name in new if name not in old),
        changed=changed,
        gone=tuple(name for name in old if name not in new),
        metadata=tuple(
            name for name, was, now in common if name not in changed and was.metadata != now.metadata
        ),
    )
