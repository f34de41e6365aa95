"""Filling an empty house from its city pack, through the same doors that staff use."""

from sagacity.identity import api as identity
from sagacity.kit import clock


def everything() -> list[identity.DemoStaff]:
    """Staff of the demonstration, then everything in the pack; what is there already is left alone."""
    staff = identity.make_demo_staff(at=clock.now())
    pack()
    return staff


def pack() -> None:
    """Read the files of the city pack into the registry."""
