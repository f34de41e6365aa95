"""What is sent to an Orion: written anew from what we understood, so that nothing else travels along."""

import re
from dataclasses import dataclass, field
from urllib.parse import quote

from sagacity.broker.door.request import Request
from sagacity.broker.refusals import BadRequest
from sagacity.broker.selection import PathScope

# Headers that mean something to a broker; keys, tokens, cookies and all that speaks of the connection stay.
KEPT = ("accept", "content-type", "x-auth-token", "ngsiv2-attrsformat", "link", "prefer", "fiware-correlator")
_PRINTABLE = re.compile(r"[\x20-\x7e]*").fullmatch
_PLAIN = ":@!$*,"  # what clients write as it is, in paths and parameters alike


@dataclass(slots=True)
class Call:
    """``path`` is percent-encoded, ``query`` is not yet."""

    method: str
    path: str
    query: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None

    @property
    def target(self) -> str:
        """What stands in the request line."""
        pairs = "&".join(
            f"{quote(name, safe='')}={quote(value, safe=_PLAIN)}" for name, value in self.query.items()
        )
        return f"{self.path}?{pairs}" if pairs else self.path

    def ask_at(self, scopes: tuple[PathScope, ...]) -> None:
        """Name the service paths that are meant."""
        self.headers["Fiware-ServicePath"] = ",".join(map(written, scopes))


def written(scope: PathScope) -> str:
    """A path as the header says it."""
    return f"{scope.path.rstrip('/')}/#" if scope.subtree else scope.path


def call(request: Request, template: str, *, tenant: str, via: str, parameters: frozenset[str]) -> Call:
    """The same request for another broker; parameters that nobody knows are left out, as we do ourselves.

    Raises:
        BadRequest: a header holds other than printable ASCII, or a part of the address is ``.`` or ``..``.
    """
    headers = {name: value for name in KEPT if (value := request.headers.get(name)) is not None}
    if tenant:
        headers["Fiware-Service"] = tenant
    if path := request.headers.get("fiware-servicepath"):
        headers["Fiware-ServicePath"] = path
    headers["Via"] = via
    for name, value in headers.items():
        if not _PRINTABLE(value):
            raise BadRequest(f"the header {name} holds characters that no header may hold")
    query = {name: value for name, value in request.query.items() if name in parameters}
    method = "GET" if request.method == "HEAD" else request.method
    body = request.body if method in ("POST", "PUT", "PATCH") else None
    if body is None:
        headers.pop("content-type", None)
    return Call(method, address(template, request.named), query, headers, body)


def address(template: str, named: dict[str, str]) -> str:
    """The template with its named parts, each encoded as one part whatever it holds."""
    return "/".join(_part(part, named) for part in template.split("/"))


def _part(part: str, named: dict[str, str]) -> str:
    if not part.startswith("{"):
        return part
    text = named[part[1:-1]]
    if text in (".", ".."):
        raise BadRequest("a part of the address is . or .., which leads elsewhere")
    return quote(text, safe=_PLAIN)
