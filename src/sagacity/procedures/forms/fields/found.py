"""What looking something up came to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """Something that may be meant."""

    key: str
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Looked:
    """What may be meant, and what became of looking, in words."""

    found: tuple[Found, ...] = ()
    said: str = ""  # "" where the list, or that it is empty, says enough
