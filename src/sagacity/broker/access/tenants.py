"""Which tenant a request speaks of, before its face reads it."""

from sagacity.broker.door.request import Request
from sagacity.broker.ld.speaking import tenant as ld
from sagacity.broker.v2 import headers


def tenant_of(request: Request, face: str) -> str:
    """The tenant named in the header of that face."""
    return ld.tenant_of(request) if face == "ld" else headers.tenant_of(request)
