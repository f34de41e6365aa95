"""A notification as it was built in the transaction of the change, ready to be stored."""

from dataclasses import dataclass

import msgspec


class HttpParcel(msgspec.Struct, frozen=True, array_like=True, tag="http"):
    """One request; ``timeout_ms`` 0 means the usual one. ``signer``: the peer it is signed for, if any."""

    method: str
    url: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    timeout_ms: int = 0
    signer: str = ""


class MqttParcel(msgspec.Struct, frozen=True, array_like=True, tag="mqtt"):
    """One message for an MQTT broker."""

    url: str  # mqtt://host:port
    topic: str
    body: bytes
    qos: int = 0
    retain: bool = False
    user: str = ""
    password: str = ""


Parcel = HttpParcel | MqttParcel


@dataclass(frozen=True, slots=True)
class Guard:
    """What the store must still agree to before the notification counts, because several processes may write.

    ``oneshot``: only if nobody used the one shot. ``throttling_ms``: only if the last one is that long ago.
    ``keeps_latest``: what comes too early waits for its time, the latest of its entity alone.
    """

    oneshot: bool = False
    throttling_ms: int = 0
    keeps_latest: bool = False


FREE = Guard()


@dataclass(frozen=True, slots=True)
class Outgoing:
    """``endpoint`` is ``scheme://host:port``, or "" where the built address is none: a dead letter.

    Order is kept per (subscription, entity); ``entity`` is ``path id type``, joined by a blank.
    """

    tenant: str
    subscription: str
    entity: str
    endpoint: str
    parcel: Parcel
    created: int
    guard: Guard = FREE


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Parcel)


def parcel_to_bytes(parcel: Parcel) -> bytes:
    """The parcel as it lies in the outbox."""
    return _encoder.encode(parcel)


def parcel_from_bytes(kept: bytes) -> Parcel:
    """The parcel again."""
    parcel: Parcel = _decoder.decode(kept)
    return parcel
