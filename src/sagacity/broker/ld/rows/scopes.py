"""Scopes of NGSI-LD and the service path of NGSIv2: the first scope is the path, if it can be one."""

import re

from sagacity.broker.entity import Entity, Json
from sagacity.broker.refusals import BadRequest

_PATH = re.compile(r"(/[A-Za-z0-9_]{1,50}){1,10}", re.ASCII)
_SCOPE = re.compile(r"/?[^\s/;,|()#+]+(/[^\s/;,|()#+]+)*")


def checked(said: Json) -> tuple[str, ...]:
    """The scopes a caller gave, each with its leading slash."""
    named = said if isinstance(said, list) else [said]
    if not all(isinstance(one, str) and _SCOPE.fullmatch(one) for one in named):
        raise BadRequest("scope is a path such as /City/North, or a list of paths")
    return tuple(dict.fromkeys("/" + one.removeprefix("/") for one in named))


def path_of(scopes: tuple[str, ...]) -> str:
    """The service path of an entity with these scopes."""
    return scopes[0] if scopes and _PATH.fullmatch(scopes[0]) else "/"


def of(entity: Entity) -> tuple[str, ...]:
    """The scopes of a row; a path NGSIv2 gave it is its only one."""
    kept = (entity.ld or {}).get("scopes")
    if kept is not None and path_of(tuple(kept)) == entity.path:
        return tuple(kept)
    return () if entity.path == "/" else (entity.path,)


def noted(scopes: tuple[str, ...]) -> list[str] | None:
    """What the row must note beside its path."""
    path = path_of(scopes)
    return None if scopes == (() if path == "/" else (path,)) else list(scopes)
