"""What is pushed to a peer: an ordinary subscription, whose letters are signed if the peer gave us a key."""

from collections.abc import Sequence

import msgspec

from sagacity.broker.delivering.outgoing import HttpParcel
from sagacity.broker.federating import peers
from sagacity.broker.store.base import Session
from sagacity.broker.subscribing import v2_compiling
from sagacity.broker.subscribing.compiled import Compiled, Message
from sagacity.broker.subscribing.occasion import Occasion
from sagacity.broker.subscribing.rows import Stored


def compile(stored: Stored, session: Session) -> Compiled:
    """Only subscriptions that belong to a peer are signed: nobody else makes us sign what they like."""
    compiled = v2_compiling.compile(stored)
    peer = peers.of_subscription(session, stored.id)
    build = compiled.build

    def signed(occasion: Occasion) -> Sequence[Message]:
        return [Message(one.endpoint, _marked(one, peer)) for one in build(occasion)]

    compiled.build = signed
    return compiled


def _marked(message: Message, peer: str) -> HttpParcel:
    assert isinstance(message.parcel, HttpParcel)
    return msgspec.structs.replace(message.parcel, signer=peer)
