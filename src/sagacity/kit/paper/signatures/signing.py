"""Signing a PDF: PAdES-B by a key of the city, with the time of a timestamp authority where there is one.

What is the same for each document is made once for each key: a signature costs a fifth of a millisecond.
"""

import hashlib
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from sagacity.kit.paper.signatures import cms
from sagacity.kit.paper.signatures.appending import Addition

if TYPE_CHECKING:
    from sagacity.kit.paper.signatures.signers import Signer

FIELD = "CitySignature"
ROOM, ROOM_WITH_STAMP = 4096, 16384  # bytes that are kept free for a signature
PRINTED_AND_LOCKED = 132  # flags of the field, as PDF/A asks for
_RANGE = b"[0 0000000000 0000000000 0000000000]"


class Authority(Protocol):
    """Who says at what time something was there: a timestamp authority (RFC 3161)."""

    def stamp(self, digest: bytes) -> bytes:
        """The token (DER) about a SHA-256 digest.

        Raises:
            NoStamp: it gives none now.
        """
        ...


class NoStamp(Exception):
    """The timestamp authority gives no token now."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A PDF with its signature."""

    pdf: bytes
    has_stamp: bool


def sign(
    pdf: bytes, *, signer: "Signer", at: datetime, reason: str = "", authority: Authority | None = None
) -> Signed:
    """Put a signature over the whole file at its end; where the authority is silent, without its time."""
    room = ROOM_WITH_STAMP if authority else ROOM
    whole, start, end = _with_room(pdf, signer=signer, at=at, reason=reason, room=room)
    digest = hashlib.sha256(memoryview(whole)[:start])
    digest.update(memoryview(whole)[end:])
    token = b""

    def stamp(value: bytes) -> bytes:
        nonlocal token
        with suppress(NoStamp):
            token = authority.stamp(value) if authority else b""
        return token

    made = cms.signed(digest.digest(), signer=signer, stamp=stamp)
    if len(made) > room:
        raise ValueError("the signature is longer than the room kept for it")
    whole[start + 1 : start + 1 + 2 * len(made)] = made.hex().encode()
    return Signed(bytes(whole), bool(token))


def _with_room(
    pdf: bytes, *, signer: "Signer", at: datetime, reason: str, room: int
) -> tuple[bytearray, int, int]:
    """The file with a place for the signature, and where that place begins and ends."""
    added = Addition(pdf)
    free = b"<" + b"0" * (2 * room) + b">"
    said = b"/Name %b/M(D:%b)" % (_text(signer.name), f"{at:%Y%m%d%H%M%SZ}".encode())
    if reason:
        said += b"/Reason " + _text(reason)
    signature = added.add(
        b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached%b/ByteRange %b/Contents %b>>"
        % (said, _RANGE, free)
    )
    page = added.first_page()
    place = added.add(
        b"<</Type/Annot/Subtype/Widget/FT/Sig/T(%b)/Rect[0 0 0 0]/F %d/P %d 0 R/V %d 0 R>>"
        % (FIELD.encode(), PRINTED_AND_LOCKED, page, signature)
    )
    added.write(page, _with_annotation(added.read(page), place))
    catalogue = added.read(added.root)
    added.write(added.root, _closed(catalogue, b"/AcroForm<</Fields[%d 0 R]/SigFlags 3>>" % place))
    joined, places = added.whole()
    whole = bytearray(joined)
    start = joined.index(free, places[signature])
    end = start + len(free)
    ranges = b"[0 %010d %010d %010d]" % (start, end, len(whole) - end)
    at_range = joined.index(_RANGE, places[signature])
    whole[at_range : at_range + len(_RANGE)] = ranges
    return whole, start, end


def _with_annotation(page: bytes, number: int) -> bytes:
    there = re.search(rb"/Annots\s*\[", page)
    if there:
        return page[: there.end()] + b"%d 0 R " % number + page[there.end() :]
    return _closed(page, b"/Annots[%d 0 R]" % number)


def _closed(dictionary: bytes, more: bytes) -> bytes:
    """A dictionary with something more at its end."""
    return dictionary[: dictionary.rindex(b">>")] + more + b">>"


def _text(text: str) -> bytes:
    """A text of a PDF, in any script."""
    return b"<" + ("\ufeff" + text).encode("utf-16-be").hex().encode() + b">"
