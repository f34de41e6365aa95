"""The tenant of a request of NGSI-LD."""

from sagacity.broker.door.request import Request
from sagacity.broker.refusals import BadRequest
from sagacity.broker.v2.headers import tenant_of as tenant_of_ngsiv2


def tenant_of(request: Request) -> str:
    """The tenant, named as NGSI-LD does or as NGSIv2 does; BadRequest when both name different ones."""
    named = request.headers.get("ngsild-tenant")
    if named is None:
        return tenant_of_ngsiv2(request)
    other = request.headers.get("fiware-service", named)
    if other.lower() != named.lower():
        raise BadRequest("NGSILD-Tenant and Fiware-Service name different tenants")
    request.headers["fiware-service"] = named
    return tenant_of_ngsiv2(request)
