"""COSE_Sign1 (RFC 9052) with ES256 and nothing else: no algorithm can be talked into another."""

from dataclasses import dataclass

from sagacity.identity.cards.tokens import cbor, signing

TAG = 18
_ALGORITHM, _KID, _ES256 = 1, 4, -7
_OF_A_DEVICE = cbor.write({_ALGORITHM: _ES256})


@dataclass(frozen=True, slots=True)
class Signed:
    """What was signed, by the key of which name (empty: the key stands elsewhere)."""

    payload: bytes
    signature: bytes
    kid: bytes
    protected: bytes
    aad: bytes = b""

    def fits(self, public: signing.Public) -> bool:
        return signing.fits(public, self.signature, to_be_signed(self.protected, self.payload, self.aad))


def to_be_signed(protected: bytes, payload: bytes, aad: bytes = b"") -> bytes:
    """The bytes a signature is over (RFC 9052 §4.4)."""
    return b"\x84jSignature1" + _string(protected) + _string(aad) + _string(payload)


def sign(payload: bytes, *, private: signing.Private, kid: bytes = b"") -> bytes:
    """A signed message; with the name of the key where readers must look it up."""
    import cbor2

    protected = protected_of(kid)
    signature = signing.sign(private, to_be_signed(protected, payload))
    return cbor.write(cbor2.CBORTag(TAG, [protected, {}, payload, signature]))


def protected_of(kid: bytes) -> bytes:
    return cbor.write({_ALGORITHM: _ES256, _KID: kid}) if kid else _OF_A_DEVICE


def read(data: bytes) -> Signed:
    """Take a signed message apart; whether the signature fits is asked later.

    Raises:
        NotCanonical: it is no COSE_Sign1 of ours.
    """
    tagged = cbor.read(data)
    if not isinstance(tagged, cbor.Tagged) or tagged.tag != TAG:
        raise cbor.NotCanonical("COSE_Sign1 was expected")
    head, unprotected, payload, signature = cbor.as_list(tagged.value, size=4)
    protected = cbor.as_bytes(head)
    if unprotected != {}:
        raise cbor.NotCanonical("nothing may stand outside the signature")
    return Signed(
        payload=cbor.as_bytes(payload),
        signature=cbor.as_bytes(signature, size=64),
        kid=b"" if protected == _OF_A_DEVICE else _kid(cbor.as_map(cbor.read(protected))),
        protected=protected,
    )


def _kid(header: dict[int, cbor.Value]) -> bytes:
    if set(header) != {_ALGORITHM, _KID} or header[_ALGORITHM] != _ES256:
        raise cbor.NotCanonical("ES256 and the name of a key were expected")
    return cbor.as_bytes(header[_KID], size=signing.KID)


def _string(data: bytes) -> bytes:
    """A byte string with its head; written here because every verification needs three."""
    size = len(data)
    if size < 24:
        return bytes((0x40 + size,)) + data
    if size < 0x100:
        return bytes((0x58, size)) + data
    return b"\x59" + size.to_bytes(2, "big") + data if size < 0x1_0000 else cbor.write(data)
