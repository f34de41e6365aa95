"""Judging a file: is it signed, does the signature hold, over all of it, by whose key."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sagacity.kit.paper.signatures import cms

if TYPE_CHECKING:
    from cryptography import x509

LONGEST = 20_000_000  # bytes of a file that is looked at
MOST = 20  # signatures that are looked at
_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]")
_HEX = re.compile(rb"<[0-9A-Fa-f]*>")


class Judgement(StrEnum):
    """What a file turns out to be."""

    HOLDS = "holds"  # signed by one of these keys, and nothing was changed or added
    ADDED_TO = "added_to"  # the signature holds, but something stands behind what it covers
    CHANGED = "changed"  # a signature that names one of these keys does not hold
    ANOTHER_KEY = "another_key"  # signed, by none of these keys
    NOT_SIGNED = "not_signed"
    NO_PDF = "no_pdf"


@dataclass(frozen=True, slots=True)
class Judged:
    """The judgement, and the digest by which the file itself is known."""

    judgement: Judgement
    digest: str  # SHA-256 of the whole file, in hexadecimal
    has_stamp: bool = False


def judge(pdf: bytes, *, ours: "Iterable[x509.Certificate]") -> Judged:
    """Judge the last signature of a file, which must cover all of it."""
    digest = hashlib.sha256(pdf).hexdigest()
    if not pdf.startswith(b"%PDF-") or len(pdf) > LONGEST:
        return Judged(Judgement.NO_PDF, digest)
    ranges = [tuple(map(int, found.groups())) for found in _RANGE.finditer(pdf)][:MOST]
    known = list(ours)
    judged = [_judged(pdf, where, known) for where in ranges]
    found = [one for one in judged if one is not None]
    if not found:
        return Judged(Judgement.NOT_SIGNED, digest)
    # One that is whole speaks for the file; else the worst that is said about one of ours.
    for judgement in (Judgement.HOLDS, Judgement.CHANGED, Judgement.ADDED_TO, Judgement.ANOTHER_KEY):
        for one, has_stamp in found:
            if one is judgement:
                return Judged(one, digest, has_stamp)
    return Judged(Judgement.NOT_SIGNED, digest)


def _judged(
    pdf: bytes, where: tuple[int, ...], ours: "list[x509.Certificate]"
) -> tuple[Judgement, bool] | None:
    first, length, second, rest = where
    between = pdf[length:second] if first == 0 and length < second <= len(pdf) else b""
    if not _HEX.fullmatch(between):
        return (Judgement.CHANGED, False) if between else None
    envelope = _envelope(between)
    if envelope is None:
        return Judgement.CHANGED, False
    has_stamp = bool(envelope.stamp)
    if envelope.certificate not in ours:
        return Judgement.ANOTHER_KEY, has_stamp
    if between != between.lower():  # as ours are written: the same number in other letters was changed
        return Judgement.CHANGED, has_stamp
    covered = hashlib.sha256(memoryview(pdf)[:length])
    covered.update(memoryview(pdf)[second : second + rest])
    if (
        covered.digest() != envelope.digest
        or not envelope.names_certificate
        or not cms.is_signed_by(envelope)
    ):
        return Judgement.CHANGED, has_stamp
    return (Judgement.HOLDS if second + rest == len(pdf) else Judgement.ADDED_TO), has_stamp


def _envelope(between: bytes) -> cms.Envelope | None:
    """The signature, with nothing but zeros behind it."""
    text = between[1:-1]
    if len(text) % 2:
        return None
    content = bytes.fromhex(text.decode())
    if len(content) < 4 or content[0] != 0x30:
        return None
    length = _length(content)
    if length > len(content) or content[length:].strip(b"\0"):
        return None
    try:
        return cms.read(content[:length])
    except cms.Unreadable:
        return None


def _length(content: bytes) -> int:
    """How long the DER at the beginning is."""
    if content[1] < 0x80:
        return 2 + content[1]
    many = content[1] & 0x7F
    return 2 + many + int.from_bytes(content[2 : 2 + many], "big")
