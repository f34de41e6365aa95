"""The history on a port of its own: some clients drop the prefix of an address, whatever it is."""

from sagacity.broker.assembly import Service
from sagacity.broker.door.application import Receive, Scope, Send

PREFIX = "/history"


class OwnPort:
    """Answers ``/v2/entities`` as ``/history/v2/entities``: the same door, the same keys, nothing else.

    Start and end belong to the service, which another port serves too.
    """

    def __init__(self, service: Service) -> None:
        self._service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._service(_prefixed(scope), receive, send)


def _prefixed(scope: Scope) -> Scope:
    path: str = scope.get("path", "")
    if scope["type"] != "http" or path.startswith(f"{PREFIX}/"):
        return scope
    raw: bytes = scope.get("raw_path") or path.encode()
    return {**scope, "path": PREFIX + path, "raw_path": PREFIX.encode() + raw}
