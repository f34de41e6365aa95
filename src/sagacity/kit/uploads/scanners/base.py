"""What a scanner is asked."""

from typing import Protocol

PATIENCE = 20.0  # seconds; a resident waits


class Away(Exception):
    """The scanner does not answer, or not in its own language."""


class Scanner(Protocol):
    """A program that knows bad files."""

    @property
    def name(self) -> str: ...

    def scan(self, content: bytes) -> str:
        """What was found, "" when nothing was.

        Raises:
            Away: it cannot be asked.
        """
        ...

    def hello(self) -> str:
        """A word by which it says that it is there.

        Raises:
            Away: it cannot be asked.
        """
        ...
