"""Ports beside the front door's own: the process answers them all, each in its way."""

from sagacity.site.asgi import Application, Receive, Scope, Send


def by_port(door: Application, others: dict[int, Application]) -> Application:
    """What comes in on one of the other ports goes to its application, everything else to the door."""

    async def choose(scope: Scope, receive: Receive, send: Send) -> None:
        server = scope.get("server") or ("", 0)
        other = others.get(server[1]) if scope["type"] == "http" else None
        await (other or door)(scope, receive, send)

    return choose
