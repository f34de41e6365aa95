"""A request to the broker and its answer, for every face."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote

from sagacity.broker.refusals import BadRequest


@dataclass(slots=True)
class Request:
    """What came in. ``named`` holds the parts of the path that the route names, percent-decoded."""

    method: str
    path: str
    query_string: bytes
    headers: dict[str, str]  # names in lower case
    body: bytes
    named: dict[str, str] = field(default_factory=dict)
    caller: Any = None  # an access.Caller; None until the door has admitted it
    verb: Any = "read"  # what its route lets a caller do, see door.routes.Access
    client: str = ""  # the address it came from
    raw_path: bytes = b""  # as it travelled
    signer: Any = None  # whose signature it was found to bear
    proof: Callable[[bytes], None] | None = None  # raises Refused unless the body is the one that was signed
    _query: dict[str, str] | None = None

    @property
    def query(self) -> dict[str, str]:
        """The parameters of the address; one that comes twice is refused by ``door`` with 400."""
        if self._query is None:
            self._query = _parse(self.query_string) if self.query_string else {}
        return self._query

    @property
    def media_type(self) -> str:
        """The Content-Type without its parameters, in lower case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


@dataclass(slots=True)
class Response:
    """What goes out."""

    status: int
    body: bytes = b""
    media_type: str = "application/json"
    headers: list[tuple[str, str]] = field(default_factory=list)
    parts: AsyncIterator[bytes] | None = None  # a body too large to be held, instead of ``body``


def _parse(query_string: bytes) -> dict[str, str]:
    """``+`` stays a plus only when written as %2B, as in every form."""
    pairs = parse_qsl(
        query_string.decode("latin-1"), keep_blank_values=True, encoding="utf-8", errors="replace"
    )
    found: dict[str, str] = {}
    for name, value in pairs:
        if name in found:
            raise BadRequest(f"duplicated URI parameter: {name}")
        found[name] = value
    return found


def named_part(raw: str) -> str:
    """A part of a path as its author meant it."""
    return unquote(raw)
