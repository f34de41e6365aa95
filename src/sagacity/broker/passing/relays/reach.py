"""Whether a subscription may be made: its receiver, its service path, and what the caller may learn."""

import msgspec

from sagacity.broker.access import owning
from sagacity.broker.delivering.targets import NobodyThere, TargetRefused
from sagacity.broker.passing.call import Call, written
from sagacity.broker.passing.crossing import Passage
from sagacity.broker.passing.relays import endpoint, subject
from sagacity.broker.passing.relays.rows import Relay
from sagacity.broker.refusals import BadRequest
from sagacity.broker.selection import PathScope
from sagacity.broker.subscribing import targets
from sagacity.broker.subscribing.asked import Asked, EntityAsked
from sagacity.broker.v2 import headers


async def checked(passage: Passage, found: Asked) -> Asked:
    """A receiver inside the city's network is none, unless it is listed: BadRequest."""
    try:
        await targets.of(passage.broker.settings).resolve(endpoint.host(found))
    except TargetRefused as refused:
        raise BadRequest(f"notification url: {refused}") from refused
    except NobodyThere:
        pass
    return found


def within(passage: Passage, found: Asked, call: Call) -> tuple[str, Asked]:
    """The service path that is meant, and the subscription as the caller may have it."""
    scopes = headers.paths_for_query(passage.request)
    if passage.caller.unlimited:
        if len(scopes) > 1:
            raise BadRequest("a subscription has one service path")
        return written(scopes[0]), found
    span = passage.span(scopes, "subscribe", _types(found))
    if len(span.scopes) > 1:
        named = ", ".join(written(scope) for scope in span.scopes)
        raise BadRequest(f"a subscription has one service path; name one of {named}")
    call.ask_at(span.scopes)
    return written(span.scopes[0]), subject.narrowed(found, span)


def again_within(passage: Passage, found: Asked, relay: Relay) -> Asked:
    """The same for one that is there already, where it is."""
    if passage.caller.unlimited or not owning.only(passage.request, passage.tenant):
        return found
    scope = PathScope(relay.path.removesuffix("#").rstrip("/") or "/", relay.path.endswith("#"))
    return subject.narrowed(found, passage.span((scope,), "subscribe", _types(found)))


def _types(found: Asked) -> tuple[str, ...]:
    """The types it is about, () where it does not say."""
    entities: tuple[EntityAsked, ...] = found.subject.entities or ()
    named = {entity.type for entity in entities}
    return (
        tuple(sorted(name for name in named if isinstance(name, str))) if msgspec.UNSET not in named else ()
    )
