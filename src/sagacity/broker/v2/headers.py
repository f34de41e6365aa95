"""Tenant and service path of a request, as its headers name them."""

import re
from functools import lru_cache

from sagacity.broker.door.request import Request
from sagacity.broker.refusals import BadRequest
from sagacity.broker.selection import EVERYWHERE, PathScope

LONGEST_TENANT = 50
MOST_LEVELS = 10
MOST_PATHS = 10
_TENANT = re.compile(r"[A-Za-z0-9_]+").fullmatch
_LEVEL = re.compile(r"[A-Za-z0-9_]{1,50}").fullmatch


def tenant_of(request: Request) -> str:
    """The tenant in lower case; "" is the one of everybody who names none.

    Raises:
        BadRequest: longer than 50 characters, or other than letters, digits and underscores.
    """
    return _tenant(request.headers.get("fiware-service", ""))


def paths_for_query(request: Request) -> tuple[PathScope, ...]:
    """Where to look: up to ten paths, ``/a/#`` with everything below; everywhere if none is named.

    What lies beyond the caller's reach is left out.

    Raises:
        BadRequest: a path breaks the rules, or there are too many.
        NoKey, NotAllowed: nothing of it lies within the caller's reach.
    """
    scopes = _scopes(request.headers.get("fiware-servicepath", ""))
    caller = request.caller
    return scopes if caller is None else caller.paths(tenant_of(request), scopes, request.verb)


def path_for_write(request: Request) -> str:
    """Where to write: exactly one path, ``/`` if none is named.

    Raises:
        BadRequest: the path breaks the rules, or there are several, or it names a subtree.
        NoKey, NotAllowed: it lies beyond the caller's reach.
    """
    path = _path(request.headers.get("fiware-servicepath", ""))
    if request.caller is not None:
        request.caller.paths(tenant_of(request), (PathScope(path),), request.verb)
    return path


@lru_cache(maxsize=4_000)
def _tenant(text: str) -> str:
    if not text:
        return ""
    if len(text) > LONGEST_TENANT:
        raise BadRequest(
            f"bad length - a tenant name can be max {LONGEST_TENANT} characters long (length: {len(text)})"
        )
    if not _TENANT(text):
        raise BadRequest(
            "bad character in tenant name - only underscore and alphanumeric characters are allowed"
        )
    return text.lower()


@lru_cache(maxsize=4_000)
def _scopes(text: str) -> tuple[PathScope, ...]:
    parts = [part.strip() for part in text.split(",")] if text else []
    if len(parts) > MOST_PATHS:
        raise BadRequest(f"too many service paths - a maximum of {MOST_PATHS} service paths is allowed")
    return tuple(_scope(part) for part in parts) or (EVERYWHERE,)


@lru_cache(maxsize=4_000)
def _path(text: str) -> str:
    if not text:
        return "/"
    if "," in text:
        raise BadRequest("more than one service path in context update request")
    scope = _scope(text.strip())
    if scope.subtree:
        raise BadRequest("a service path with # names many places; write to one of them")
    return scope.path


def _scope(text: str) -> PathScope:
    if not text.startswith("/"):
        raise BadRequest("Only /absolute/ Service Paths allowed [a service path must begin with /]")
    subtree = text.endswith("/#")
    levels = (text[:-2] if subtree else text).rstrip("/").split("/")[1:]
    if len(levels) > MOST_LEVELS:
        raise BadRequest(f"too many components in ServicePath: a maximum of {MOST_LEVELS} is allowed")
    for level in levels:
        if not _LEVEL(level):
            raise BadRequest(
                "a component of ServicePath has 1 to 50 letters, digits and underscores, nothing else"
            )
    return PathScope("/" + "/".join(levels), subtree)
