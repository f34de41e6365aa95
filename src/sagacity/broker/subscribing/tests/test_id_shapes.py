"""Patterns that need no regular expression."""

import pytest

from sagacity.broker.querying import patterns
from sagacity.broker.subscribing.id_shapes import shape

IDS = ["Room1", "Room", "Room.1", "xRoom1", "R", "urn:ngsi-ld:Room:1", "Room$", "", "Room\\1"]


@pytest.mark.parametrize(
    ("pattern", "kind"),
    [
        (".*", "any"),
        ("^Room1$", "exact"),
        ("^Room", "prefix"),
        ("^Room.*", "prefix"),
        ("^Room.*$", "prefix"),
        (r"^Room\.1$", "exact"),
        ("^urn:ngsi-ld:Room:", "prefix"),
        ("Room", "pattern"),
        ("^Room.", "pattern"),
        ("^Room[0-9]+$", "pattern"),
        ("^Room|Car", "pattern"),
        (r"^Room\d", "pattern"),
        ("^Room*", "pattern"),
        ("^Room1?$", "pattern"),
    ],
)
def test_the_shape_means_the_same_as_the_pattern(pattern: str, kind: str) -> None:
    found = shape(pattern)

    assert found.kind == kind
    for text in IDS:
        assert found.fits(text) == patterns.compile(pattern).fits(text) or text == ""
