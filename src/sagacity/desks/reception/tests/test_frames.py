"""Frames that the scanner page could not read: the city reads them, for staff of that reception only."""

from typing import Any

import pytest
import segno

from sagacity.checkin import api as checkin
from sagacity.desks.reception.tests.conftest import page_of
from sagacity.identity.testing import StaffActor

pytestmark = pytest.mark.django_db
TEXT = "SG2:WHATEVER A PHONE SHOWS"


def frame_of(text: str) -> tuple[bytes, int]:
    """A grey picture with a code in it, four points for each module."""
    rows = [[1 - bit for bit in row for _ in range(4)] for row in segno.make_qr(text).matrix_iter(border=4)]
    return bytes(255 * bit for row in rows for _ in range(4) for bit in row), len(rows[0])


def posts(clerk: StaffActor, reception: checkin.Reception, content: bytes, width: object) -> Any:
    return clerk.client.post(
        page_of(reception, "frame.json"),
        content,
        content_type="application/octet-stream",
        headers={"X-Frame-Width": str(width)},
    )


def test_a_code_in_a_frame_is_read(fair_clerk: StaffActor, fair: checkin.Reception) -> None:
    answer = posts(fair_clerk, fair, *frame_of(TEXT))

    assert answer.json() == {"text": TEXT}
    assert "no-store" in answer["Cache-Control"]


def test_a_frame_without_a_code_says_so(fair_clerk: StaffActor, fair: checkin.Reception) -> None:
    assert posts(fair_clerk, fair, bytes(200 * 200), 200).json() == {"text": None}


@pytest.mark.parametrize(
    ("size", "width", "status"),
    [
        (40_000, "", 400),
        (40_000, "a lot", 400),
        (40_000, "-200", 400),
        (40_000, "²00", 400),
        (40_000, 4_000, 400),
        (40_001, 200, 400),
        (200, 200, 400),
        (1024 * 1024 + 1024, 1024, 413),
    ],
)
def test_what_is_no_frame_is_refused_before_anything_reads_it(
    fair_clerk: StaffActor, fair: checkin.Reception, size: int, width: object, status: int
) -> None:
    assert posts(fair_clerk, fair, bytes(size), width).status_code == status


def test_frames_of_a_shelter_are_not_for_who_receives_at_events(
    fair_clerk: StaffActor, school: checkin.Reception
) -> None:
    assert posts(fair_clerk, school, *frame_of(TEXT)).status_code == 403
