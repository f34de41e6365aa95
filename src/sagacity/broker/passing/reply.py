"""What an Orion said to one call."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from sagacity.broker.refusals import NoAnswer

LARGEST = 16 * 1024 * 1024  # bytes of an answer that must be understood


@dataclass(slots=True)
class Reply:
    """What an Orion said; ``rest`` is what follows ``body``, None when that is all."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    rest: AsyncIterator[bytes] | None = None

    def header(self, name: str) -> str:
        """The first of that name (lower case), "" if there is none."""
        return next((value for key, value in self.headers if key.lower() == name), "")

    async def whole(self) -> bytes:
        """All of the body.

        Raises:
            NoAnswer: it ends too early, or is larger than anything we look into.
        """
        parts, size = [self.body], len(self.body)
        if self.rest is not None:
            async for part in self.rest:
                parts.append(part)
                size += len(part)
                if size > LARGEST:
                    raise NoAnswer(
                        f"the Orion behind us answered with more than {LARGEST} bytes; ask for less at once"
                    )
        self.body, self.rest = b"".join(parts), None
        return self.body
