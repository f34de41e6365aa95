"""What a thing is like now: an entity with its attributes, the same row for every face of the broker."""

from typing import Any

import msgspec

Json = Any
Metadata = dict[str, dict[str, Json]]  # name → {"type", "value"}, as NGSIv2 writes it


class Attribute(msgspec.Struct, frozen=True, omit_defaults=True, rename={
    "value": "v", "type": "t", "metadata": "m", "created": "c", "modified": "u", "ld": "l"
}):  # fmt: skip
    """One attribute; times are milliseconds since 1970.

    ``type`` is the NGSIv2 type. A value of type DateTime or ISO8601 is kept as ``YYYY-MM-DDThh:mm:ss.sssZ``.
    ``ld`` holds what NGSIv2 cannot show (kind, further instances, nested sub-attributes), else None.
    """

    value: Json = None
    type: str = "Text"
    metadata: Metadata = {}
    created: int = 0
    modified: int = 0
    ld: dict[str, Json] | None = None


class Entity(msgspec.Struct, frozen=True):
    """One entity of one tenant; times are milliseconds since 1970, ``seq`` is the order of creation."""

    id: str
    type: str
    path: str = "/"
    attributes: dict[str, Attribute] = {}
    created: int = 0
    modified: int = 0
    expires: int | None = None  # transient entities: gone from this moment on
    ld: dict[str, Json] | None = None  # further types, scopes, the context it was written with
    seq: int = 0

    def with_attributes(self, attributes: dict[str, Attribute], *, at: int) -> "Entity":
        """The same entity with other attributes, changed at that moment."""
        return msgspec.structs.replace(self, attributes=attributes, modified=at)

    def with_seq(self, seq: int) -> "Entity":
        """The same entity, with its place in the order of creation."""
        return msgspec.structs.replace(self, seq=seq)


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(dict[str, Attribute])


def attributes_to_bytes(attributes: dict[str, Attribute]) -> bytes:
    """The attributes as they lie in the store."""
    return _encoder.encode(attributes)


def attributes_from_bytes(kept: bytes | str) -> dict[str, Attribute]:
    """The attributes again."""
    return _decoder.decode(kept)
