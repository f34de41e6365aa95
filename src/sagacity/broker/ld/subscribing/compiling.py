"""Makes a stored NGSI-LD subscription ready for work."""

from collections.abc import Callable
from itertools import product
from typing import Any

from sagacity.broker.ld import ids, notes, times
from sagacity.broker.ld.contexts import gathering
from sagacity.broker.ld.contexts.context import Context
from sagacity.broker.ld.querying import selecting
from sagacity.broker.ld.rows.names import Names, usual_key
from sagacity.broker.ld.subscribing import asked, telling
from sagacity.broker.querying.condition import Condition
from sagacity.broker.selection import Subject
from sagacity.broker.store.base import Session
from sagacity.broker.subscribing.compiled import Compiled, Trigger
from sagacity.broker.subscribing.occasion import Occasion
from sagacity.broker.subscribing.rows import Stored

USUAL = frozenset({"attributeCreated", "attributeUpdated"})
_ANY_ATTRIBUTE = frozenset({"attributeCreated", "attributeUpdated", "attributeDeleted"})


def compile(stored: Stored, session: Session) -> Compiled:
    """The subscription with everything parsed once."""
    kept = asked.from_bytes(stored.body)
    given = kept.given
    context = gathering.read_kept(session, kept.context)
    question = selecting.from_body(given, context)
    types = notes.known(session, stored.tenant, types=question.types, attributes=frozenset()).types
    watched = frozenset(context.expand(name) for name in asked.names(given, "watchedAttributes"))
    triggers = _triggers(given)
    return Compiled(
        id=stored.id,
        tenant=stored.tenant,
        version=stored.version,
        subjects=_subjects(question, types),
        build=telling.builder(kept, context),
        trigger=Trigger(
            attrs=_keys(watched),
            create=bool(triggers & {"entityCreated", "attributeCreated"}),
            change=bool(triggers & _ANY_ATTRIBUTE),
            delete="entityDeleted" in triggers,
        ),
        predicates=(Condition(question.test()),),
        holds=_holds(triggers, watched),
        expires=times.milliseconds(given["expiresAt"]) if "expiresAt" in given else None,
        active=stored.status == "active" and "timeInterval" not in given,
        throttling_ms=int(given.get("throttling", 0) * 1000),
        last=stored.claimed,
    )


def _triggers(given: dict[str, Any]) -> frozenset[str]:
    """``entityUpdated`` is any change of an attribute."""
    named = frozenset(asked.names(given, "notificationTrigger")) or USUAL
    return named | _ANY_ATTRIBUTE if "entityUpdated" in named else named


def _subjects(question: selecting.Question, types: dict[str, frozenset[str]]) -> tuple[Subject, ...]:
    """Where the index looks; the question itself decides."""
    found: dict[Subject, None] = {}
    for one in question.wanted:
        names = [kept for id_ in one.ids for kept in ids.kept_as(id_)] or [""]
        keys = (
            sorted({key for address in one.types.addresses for key in types[address]}) if one.types else [""]
        )
        found |= dict.fromkeys(Subject(id=name, type=key) for name, key in product(names, keys))
    return tuple(found) or (Subject(),)


def _keys(watched: frozenset[str]) -> frozenset[str]:
    """The short names of attributes that lie under no other; none if some may."""
    keys = {address: usual_key(address) for address in watched}
    if any(key == address for address, key in keys.items()):
        return frozenset()
    return frozenset(keys.values()) | watched


def _holds(triggers: frozenset[str], watched: frozenset[str]) -> Callable[[Occasion], bool]:
    """Whether something happened that counts, to an attribute that is watched."""

    def holds(occasion: Occasion) -> bool:
        if occasion.after is None:
            return "entityDeleted" in triggers
        if occasion.before is None and "entityCreated" in triggers:
            return True
        return any(
            happening(occasion, key) in triggers
            for key in occasion.names
            if not watched or _address(occasion, key) in watched
        )

    return holds


def happening(occasion: Occasion, key: str) -> str:
    """What happened to an attribute, in the words of NGSI-LD."""
    if occasion.before is None or key not in occasion.before.attributes:
        return "attributeCreated"
    if occasion.after is None or key not in occasion.after.attributes:
        return "attributeDeleted"
    return "attributeUpdated"


def _address(occasion: Occasion, key: str) -> str:
    return Names((occasion.entity.ld or {}).get("names")).iri(key)


def context_of(stored: Stored, session: Session) -> Context:
    """What the names of a stored subscription mean."""
    return gathering.read_kept(session, asked.from_bytes(stored.body).context)
