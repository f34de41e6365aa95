"""What a request is about: the entity it names, and on whose behalf."""

import re
from typing import NamedTuple

from sagacity.broker.door.request import Request
from sagacity.broker.v2 import headers, options
from sagacity.broker.v2.applying import Named
from sagacity.broker.v2.characters import check_name
from sagacity.broker.v2.options import Options
from sagacity.broker.writing.change import Change, Origin, Verb

_HOPS = re.compile(r";\s*cb(?:notif|fwd)=(\d{1,6})").findall


class Asked(NamedTuple):
    """Parameters and options of a request."""

    parameters: dict[str, str]
    options: Options


def asked(request: Request) -> Asked:
    """Parameters and options, checked."""
    parameters = options.parameters(request)
    return Asked(parameters, options.options(parameters))


def named(request: Request, what: Asked) -> Named:
    """The entity that the address of a write names."""
    return Named(
        check_name(request.named["id"], "entity id"),
        type_in(what),
        headers.path_for_write(request),
    )


def type_in(what: Asked) -> str | None:
    """The entity type a parameter names."""
    kind = what.parameters.get("type")
    return None if kind is None else check_name(kind, "entity type")


def attribute_in(request: Request) -> str:
    """The attribute the address names."""
    return check_name(request.named["attribute"], "attribute name")


def change(
    request: Request, named: Named, verb: Verb, *, chosen: Options = options.NONE, creates: bool = False
) -> Change:
    """A verb for one entity, ready for the writer."""
    return Change(
        headers.tenant_of(request),
        named.id,
        named.type,
        named.path,
        verb,
        creates,
        "forcedUpdate" in chosen,
        True,
        origin(request, chosen),
    )


def origin(request: Request, chosen: Options) -> Origin:
    """On whose behalf; the correlator tells how many notifications and forwards lie before."""
    correlator = request.headers.get("fiware-correlator", "")
    hops = 0
    if ";" in correlator:
        hops = sum(map(int, _HOPS(correlator)))
        correlator = correlator.partition(";")[0].rstrip()
    token = request.headers.get("x-auth-token", "")
    return Origin(correlator, token, hops, set() if "flowControl" in chosen else None)
