"""Writes vectors.json, shared by the readers in Python and JavaScript.

Run `python -m sagacity.identity.cards.tests.vectors` after a change of the format.
Keys are fixed and worthless; signatures are deterministic, so that the file is the same each time.
"""

import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import cbor2

from sagacity.identity.cards.tokens import base45, claims, cose, printed, showing, signing

FILE = Path(__file__).with_name("vectors.json")
ISSUER = "992011"
AT = 1_795_000_000  # seconds
LIFE = 90 * 86_400
CITY, NEXT, OTHER_CITY, PHONE, STRANGER = (signing.private_of(number) for number in (11, 12, 13, 14, 15))
CARD, ENDED, PAPER = bytes(range(16)), bytes(range(16, 32)), bytes(range(32, 48))


def kid(private: signing.Private) -> bytes:
    return signing.kid_of(*signing.coordinates(private.public_key()))


def hanako(**more: Any) -> claims.Claims:
    """The claims of a good card, changed as a case needs."""
    x, y = signing.coordinates(PHONE.public_key())
    good = claims.Claims(ISSUER, CARD, "device", issued=AT - 86_400, expires=AT - 86_400 + LIFE, x=x, y=y)
    return replace(good, **more)


def card(private: signing.Private = CITY, **more: Any) -> bytes:
    return claims.sign(hanako(**more), private=private, kid=kid(private))


def shown(made: bytes | None = None, *, at: int = AT, by: signing.Private = PHONE) -> str:
    return showing.show(card() if made is None else made, at=at, private=by)


def packed(signed: bytes) -> str:
    return showing.PREFIX + base45.encode(zlib.compress(signed, 9))


def paper(private: signing.Private = CITY, **more: Any) -> str:
    said: dict[str, Any] = {"issuer": ISSUER, "card": PAPER, "issued": AT - 86_400, "expires": AT + 8 * LIFE}
    return printed.sign(**{**said, **more}, private=private, kid=kid(private))


def document(change: Callable[[list[Any]], None]) -> str:
    """A good code whose outer message was changed after signing."""
    outer = cbor2.loads(_signed())
    parts = list(outer.value)
    change(parts)
    return packed(cbor2.dumps(cbor2.CBORTag(18, parts), canonical=True))


def _signed() -> bytes:
    return cose.sign(cbor2.dumps([card(), AT], canonical=True), private=PHONE)


def said(change: Callable[[dict[int, Any]], None], *, canonical: bool = True) -> str:
    """A card whose claims were changed before the city signed them."""
    payload = cbor2.loads(cbor2.loads(card()).value[2])
    change(payload)
    made = cose.sign(cbor2.dumps(payload, canonical=canonical), private=CITY, kid=kid(CITY))
    return shown(made)


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes((data[at] ^ 1,)) + data[at + 1 :]


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    text: str
    reason: str = ""  # empty: accepted
    at: int = AT
    again: bool = False  # shown a second time right after


def good() -> Iterator[Case]:
    yield Case("a card", shown())
    yield Case("a card of the next key", shown(card(NEXT)))
    yield Case("a card of a child", shown(card(kind="child")))
    facts: dict[str, Any] = {
        "name": "見本 花子",
        "birth_date": 19900102,
        "address": "みほん県みほん市みなと一丁目2番3号",
    }
    yield Case("a card that carries the facts", shown(card(**facts)))
    yield Case("a phone 60 seconds behind", shown(at=AT - 60))
    yield Case("a phone 60 seconds ahead", shown(at=AT + 60))
    yield Case("the last second of a card", shown(at=AT + LIFE - 86_401), at=AT + LIFE - 86_401)
    yield Case("a reader that types a line end", shown() + "\r\n")
    yield Case("a card on paper", paper())


def malformed() -> Iterator[Case]:
    code = shown()
    texts = {
        "nothing": "",
        "an address": "https://city.example.jp/",
        "the prefix alone": "SG2:",
        "a small letter in the prefix": "sg2:" + code[4:],
        "another edition": "SG9:" + code[4:],
        "a space in front": " " + code,
        "a letter outside the alphabet": code[:50] + "é" + code[51:],
        "a small letter inside": code[:50] + "a" + code[51:],
        "a letter missing": code[:-1],
        "three letters too many for two bytes": code + ":::",
        "a value too large": "SG2:" + ":::" + code[7:],
        "very long": "SG2:" + "A" * 3000,
        "cut off": code[:200],
        "more behind the stream": showing.PREFIX + base45.encode(zlib.compress(_signed()) + b"x"),
        "a broken checksum": showing.PREFIX + base45.encode(zlib.compress(_signed())[:-1] + b"\0"),
        "not compressed": showing.PREFIX + base45.encode(_signed()),
        "a bomb": packed(b"\0" * 200_000),
        "no CBOR": packed(b"\xff\xff\xff"),
        "an empty document": packed(b""),
        "something behind the document": packed(_signed() + b"\0"),
        "a float": packed(cbor2.dumps(1.5)),
        "an indefinite string": packed(b"\xd2\x9f\x5f\x41\x00\xff\xff"),
        "very deep": packed(b"\x81" * 3000 + b"\0"),
        "a list that says it is huge": packed(b"\x9a\xff\xff\xff\xff"),
        "a string that says it is huge": packed(b"\x5b\xff\xff\xff\xff\xff\xff\xff\xff"),
        "another tag": packed(b"\xd1" + _signed()[1:]),
        "no tag": packed(_signed()[1:]),
        "another number of parts": document(lambda parts: parts.pop()),
        "something unsigned beside it": document(lambda parts: parts.__setitem__(1, {4: b"x"})),
        "another algorithm": document(lambda parts: parts.__setitem__(0, cbor2.dumps({1: -8}))),
        "no algorithm": document(lambda parts: parts.__setitem__(0, b"")),
        "a name of a key where a phone signs": packed(
            cose.sign(cbor2.dumps([card(), AT], canonical=True), private=PHONE, kid=kid(PHONE))
        ),
        "a signature of 63 bytes": document(lambda parts: parts.__setitem__(3, parts[3][:63])),
        "a payload that is no list": packed(cose.sign(cbor2.dumps(AT), private=PHONE)),
        "a time before time": packed(cose.sign(cbor2.dumps([card(), -1]), private=PHONE)),
        "a time that is text": packed(cose.sign(cbor2.dumps([card(), "now"]), private=PHONE)),
        "a card that no city signed": shown(cose.sign(b"\xa0", private=CITY)),
        "a card alone": packed(card()),
        "a claim too many": said(lambda claim: claim.update({2: "subject"})),
        "a claim missing": said(lambda claim: claim.pop(6)),
        "an unknown kind": said(lambda claim: claim[claims.OURS].update({0: 99})),
        "an unknown claim of ours": said(lambda claim: claim[claims.OURS].update({9: 1})),
        "an id of 15 bytes": said(lambda claim: claim.update({7: CARD[:15]})),
        "a name that is a number": said(lambda claim: claim[claims.OURS].update({1: 5})),
        "a key on another curve": said(lambda claim: claim[8][1].update({-1: 2})),
        "a number longer than it needs": said_raw(
            lambda data: data.replace(b"\x04\x1a", b"\x04\x1b\0\0\0\0")
        ),
        "a key of a map twice": said_raw(lambda data: data.replace(b"\x06\x1a", b"\x04\x1a")),
        "keys out of order": said_raw(lambda data: data.replace(b"\x01f992011", b"\x05f992011")),
        "text that is not UTF-8": said_raw(lambda data: data.replace(b"f992011", b"f99\xff011")),
        "a number no browser holds": said_raw(
            lambda data: data.replace(b"\x04\x1a", b"\x04\x1b\xff\xff\xff\xff")
        ),
        "paper with a letter missing": paper()[:-1],
        "paper of another edition": printed.PREFIX + base45.encode(b"\x02" + b"\0" * 95),
        "paper that is empty": printed.PREFIX,
    }
    yield from (Case(name, text, "malformed") for name, text in texts.items())


def said_raw(change: Callable[[bytes], bytes]) -> str:
    payload = change(cbor2.loads(card()).value[2])
    return shown(cose.sign(payload, private=CITY, kid=kid(CITY)))


def refused() -> Iterator[Case]:
    yield Case("a card of another city", shown(card(OTHER_CITY, issuer="992020")), "foreign")
    yield Case("paper of another city", paper(OTHER_CITY, issuer="992020"), "foreign")
    yield Case("a key nobody knows", shown(card(STRANGER)), "unknown_key")
    yield Case("paper of a key nobody knows", paper(STRANGER), "unknown_key")
    made = card()
    forged = claims.sign(hanako(expires=AT + 2 * LIFE), private=STRANGER, kid=kid(CITY))
    yield Case("signed by a stranger in the city's name", shown(forged), "bad_signature")
    yield Case("a card whose last bit was turned", shown(flipped(made, len(made) - 1)), "bad_signature")
    yield Case("a zero signature", shown(made[:-64] + bytes(64)), "bad_signature")
    yield Case("shown by another phone", shown(by=STRANGER), "bad_signature")
    later = document(lambda parts: parts.__setitem__(2, cbor2.dumps([card(), AT + 30], canonical=True)))
    yield Case("a time changed after signing", later, "bad_signature")
    yield Case("a phone key off the curve", shown(card(y=bytes(31) + b"\x05")), "bad_signature")
    body = base45.decode(paper()[len(printed.PREFIX) :])
    for name, at in (("id", 12), ("last day", 27), ("signature", 95)):
        text = printed.PREFIX + base45.encode(flipped(body, at))
        yield Case(f"paper with another {name}", text, "bad_signature")
    yield Case("issued in the future", shown(card(issued=AT + 61)), "not_yet")
    yield Case("its last second is over", shown(at=AT + LIFE), "expired", at=AT + LIFE)
    yield Case("expired at this moment", shown(card(expires=AT)), "expired")
    yield Case("paper whose time is over", paper(expires=AT - 86_400), "expired")
    yield Case("an ended card", shown(card(card=ENDED)), "revoked")
    yield Case("an ended card on paper", paper(card=ENDED), "revoked")
    yield Case("an ended card, shown long ago", shown(card(card=ENDED), at=AT - 900), "revoked")
    yield Case("a picture 90 seconds old", shown(at=AT - 90), "stale")
    yield Case("61 seconds old", shown(at=AT - 61), "stale")
    yield Case("61 seconds ahead", shown(at=AT + 61), "stale")
    yield Case("the same code a second time", shown(), "replayed", again=True)


def cases() -> list[Case]:
    return [*good(), *malformed(), *refused()]


def whole() -> dict[str, Any]:
    """The file as JSON: what a reader carries, and what it must say of each text."""
    keys = []
    for private in (CITY, NEXT):
        x, y = signing.coordinates(private.public_key())
        keys.append({"kid": signing.padless(kid(private)), "x": signing.padless(x), "y": signing.padless(y)})
    return {
        "issuer": ISSUER,
        "keys": keys,
        "ended": [signing.padless(ENDED[:8])],
        "cases": [
            {"name": case.name, "text": case.text, "at": case.at, "reason": case.reason, "again": case.again}
            for case in cases()
        ],
    }


if __name__ == "__main__":
    FILE.write_text(json.dumps(whole(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
