"""What a card says: a CWT (RFC 8392) with the key of the phone inside (RFC 8747)."""

from dataclasses import dataclass

from sagacity.identity.cards.tokens import cbor, cose, signing

ISSUER, EXPIRES, ISSUED, ID, CONFIRMATION = 1, 4, 6, 7, 8
OURS = -65537  # the first number of the private range
KIND, NAME, BIRTH_DATE, ADDRESS = 0, 1, 2, 3
ID_SIZE = 16
KINDS = {1: "device", 2: "child", 3: "proxy"}
_NUMBERS = {name: number for number, name in KINDS.items()}
_EC2, _P256 = 2, 1


@dataclass(frozen=True, slots=True)
class Claims:
    """What the city signed; times in seconds, birth date as eight digits. Facts only in the offline form."""

    issuer: str
    card: bytes
    kind: str
    issued: int
    expires: int
    x: bytes
    y: bytes
    name: str = ""
    birth_date: int = 0
    address: str = ""

    @property
    def has_facts(self) -> bool:
        return bool(self.name or self.birth_date or self.address)


def sign(claims: Claims, *, private: signing.Private, kid: bytes) -> bytes:
    """The card as bytes."""
    ours: dict[int, object] = {KIND: _NUMBERS[claims.kind]}
    facts = ((NAME, claims.name), (BIRTH_DATE, claims.birth_date), (ADDRESS, claims.address))
    ours |= {key: value for key, value in facts if value}
    payload = {
        ISSUER: claims.issuer,
        EXPIRES: claims.expires,
        ISSUED: claims.issued,
        ID: claims.card,
        CONFIRMATION: {1: {1: _EC2, -1: _P256, -2: claims.x, -3: claims.y}},
        OURS: ours,
    }
    return cose.sign(cbor.write(payload), private=private, kid=kid)


def read(payload: bytes) -> Claims:
    """What a card says.

    Raises:
        NotCanonical: it says less or more than a card does.
    """
    said = cbor.as_map(cbor.read(payload))
    if set(said) != {ISSUER, EXPIRES, ISSUED, ID, CONFIRMATION, OURS}:
        raise cbor.NotCanonical("other claims than those of a card")
    x, y = _point(cbor.as_map(said[CONFIRMATION]))
    ours = cbor.as_map(said[OURS])
    if not set(ours) <= {KIND, NAME, BIRTH_DATE, ADDRESS}:
        raise cbor.NotCanonical("other claims of ours than those of a card")
    kind = KINDS.get(cbor.as_int(ours.get(KIND)))
    if kind is None:
        raise cbor.NotCanonical("a kind of card we do not know")
    return Claims(
        issuer=cbor.as_text(said[ISSUER], most=20),
        card=cbor.as_bytes(said[ID], size=ID_SIZE),
        kind=kind,
        issued=cbor.as_int(said[ISSUED]),
        expires=cbor.as_int(said[EXPIRES]),
        x=x,
        y=y,
        name=cbor.as_text(ours.get(NAME, "")),
        birth_date=cbor.as_int(ours.get(BIRTH_DATE, 0)),
        address=cbor.as_text(ours.get(ADDRESS, "")),
    )


def _point(confirmation: dict[int, cbor.Value]) -> tuple[bytes, bytes]:
    key = cbor.as_map(confirmation.get(1))
    if set(confirmation) != {1} or set(key) != {1, -1, -2, -3} or (key[1], key[-1]) != (_EC2, _P256):
        raise cbor.NotCanonical("a key on P-256 was expected")
    return cbor.as_bytes(key[-2], size=32), cbor.as_bytes(key[-3], size=32)
