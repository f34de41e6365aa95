"""What a request says about attributes, checked, before anything stored is looked at."""

import msgspec

from sagacity.broker.entity import Json, Metadata

_NO_METADATA: Metadata = {}


class Given(msgspec.Struct, frozen=True, gc=False):
    """One attribute of a request.

    ``type`` is None if the request names none. ``clears``: its metadata is an empty object, which forgets
    what was there. ``operates``: ``value`` is an update operator such as {"$inc": 1}.
    """

    value: Json = None
    type: str | None = None
    metadata: Metadata = _NO_METADATA
    clears: bool = False
    operates: bool = False


class Sent(msgspec.Struct, frozen=True, gc=False):
    """All attributes of a request for one entity.

    ``expires`` is when the entity shall vanish (milliseconds), None if the request does not say.
    ``located``: at least one of them may be a location.
    """

    attributes: dict[str, Given]
    expires: int | None = None
    located: bool = False


class SentEntity(msgspec.Struct, frozen=True, gc=False):
    """An entity in a request; ``type`` is None if the request names none."""

    id: str
    type: str | None
    sent: Sent
