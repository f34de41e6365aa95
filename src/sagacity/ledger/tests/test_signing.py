from datetime import datetime, timedelta

import pytest

from sagacity.ledger.providers import signing
from sagacity.ledger.providers.base import Forged

SECRET, BODY = "a secret of the story", b'{"amount": 300}'


def test_what_was_signed_now_is_believed(at: datetime) -> None:
    signing.verify(SECRET, signing.sign(SECRET, BODY, at=at), BODY, at=at + timedelta(minutes=4))


@pytest.mark.parametrize("shift", [timedelta(minutes=6), timedelta(minutes=-6)])
def test_a_signature_of_another_time_is_not(at: datetime, shift: timedelta) -> None:
    with pytest.raises(Forged, match="another time"):
        signing.verify(SECRET, signing.sign(SECRET, BODY, at=at + shift), BODY, at=at)


@pytest.mark.parametrize(
    "header", ["", "t=1", "t=,v1=", "v1=abc", "t=9999999999999,v1=é", "t=１,v1=a", "==,"]
)
def test_half_a_signature_is_none(at: datetime, header: str) -> None:
    with pytest.raises(Forged):
        signing.verify(SECRET, header, BODY, at=at)


def test_a_changed_body_and_another_secret_are_forged(at: datetime) -> None:
    header = signing.sign(SECRET, BODY, at=at)

    with pytest.raises(Forged, match="wrong"):
        signing.verify(SECRET, header, b'{"amount": 900}', at=at)
    with pytest.raises(Forged, match="wrong"):
        signing.verify("another secret", header, BODY, at=at)


def test_a_time_that_was_moved_breaks_the_signature(at: datetime) -> None:
    old = signing.sign(SECRET, BODY, at=at - timedelta(hours=1))
    moved = old.replace(f"t={int(at.timestamp()) - 3600}", f"t={int(at.timestamp())}")

    with pytest.raises(Forged, match="wrong"):
        signing.verify(SECRET, moved, BODY, at=at)
