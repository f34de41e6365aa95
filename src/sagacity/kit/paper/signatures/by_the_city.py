"""Signing and judging with the keys of this city."""

from datetime import datetime

from sagacity.kit.paper.signatures import judging, keys, signing, timestamps


def sign(pdf: bytes, *, at: datetime, reason: str = "") -> signing.Signed:
    """Sign with the city's key of now, with the time of the authority where the settings name one."""
    return signing.sign(pdf, signer=keys.current(at=at), at=at, reason=reason, authority=timestamps.chosen())


def judge(pdf: bytes, *, at: datetime) -> judging.Judged:
    """What a file is, by the keys with which this city signs or has signed."""
    return judging.judge(pdf, ours=keys.certificates(at=at))


def certificates(*, at: datetime) -> list[str]:
    """The certificates of all those keys (PEM), for others who check documents themselves."""
    from cryptography.hazmat.primitives.serialization import Encoding

    return [one.public_bytes(Encoding.PEM).decode() for one in keys.certificates(at=at)]
