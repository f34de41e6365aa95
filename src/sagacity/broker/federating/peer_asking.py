"""From JSON to a peer, and back without its secret."""

import re
from typing import Any

from sagacity.broker.delivering import address
from sagacity.broker.entity import Json
from sagacity.broker.federating.mapping import Mapping
from sagacity.broker.federating.peers import Peer
from sagacity.broker.refusals import BadRequest
from sagacity.broker.v2.characters import check_name

_WHOLE = {"name": str, "url": str, "types": list, "attrs": list}
_PARTS = {"tenant": str, "path": str, "there": dict, "ids": dict, "reads": bool, "pushes": bool, "key": str}
_PREFIX = re.compile(r"[A-Za-z0-9_.:-]{0,64}")
_PLACE = re.compile(r"/(?:[A-Za-z0-9_]{1,50}(?:/[A-Za-z0-9_]{1,50}){0,9})?")
_TENANT = re.compile(r"[a-z0-9_]{0,50}")
MASK = "*****"


def parse(raw: Json, *, id: str) -> Peer:
    """The peer a body describes.

    Raises:
        BadRequest: a part is missing, unknown or malformed; the sentence names it.
    """
    body = _checked(raw)
    there, ids = body.get("there", {}), body.get("ids", {})
    mapping = Mapping(
        tenant=_fitting(there.get("tenant", body.get("tenant", "")), _TENANT, "there.tenant"),
        path=_fitting(there.get("path", body.get("path", "/")), _PLACE, "there.path"),
        here=_fitting(ids.get("here", ""), _PREFIX, "ids.here"),
        there=_fitting(ids.get("there", ""), _PREFIX, "ids.there"),
        attrs=frozenset(_names(body["attrs"], "attrs")),
        key=body.get("key", ""),
    )
    return Peer(
        id=id,
        name=body["name"],
        url=_url(body["url"]),
        tenant=_fitting(body.get("tenant", ""), _TENANT, "tenant"),
        path=_fitting(body.get("path", "/"), _PLACE, "path"),
        types=_names(body["types"], "types"),
        mapping=mapping,
        reads=body.get("reads", True),
        pushes=body.get("pushes", False),
    )


def _checked(raw: Json) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise BadRequest("a peer must be a JSON object")
    for name, kind in (_WHOLE | _PARTS).items():
        if name in raw and not isinstance(raw[name], kind):
            raise BadRequest(f"{name} of a peer has the wrong JSON type")
    if missing := _WHOLE.keys() - raw.keys():
        raise BadRequest(f"a peer needs {', '.join(sorted(missing))}")
    if unknown := raw.keys() - _WHOLE.keys() - _PARTS.keys():
        raise BadRequest(f"a peer has no member {min(unknown)}")
    return raw


def _names(raw: list[Json], what: str) -> tuple[str, ...]:
    if not raw or not all(isinstance(name, str) for name in raw):
        raise BadRequest(f"{what} of a peer must name at least one; what is not named is not shared")
    return tuple(check_name(name, what) for name in raw)


def _fitting(value: Json, form: re.Pattern[str], what: str) -> str:
    if not isinstance(value, str) or not form.fullmatch(value):
        raise BadRequest(f"{what} of a peer is malformed: {value}")
    return value


def _url(url: str) -> str:
    try:
        address.parse(url)
    except address.BadAddress as problem:
        raise BadRequest(f"url of the peer: {problem}") from problem
    return url.rstrip("/")


def shown(peer: Peer) -> dict[str, Json]:
    """The JSON of a peer; its key is masked."""
    mapping = peer.mapping
    found: dict[str, Json] = {
        "id": peer.id, "name": peer.name, "url": peer.url, "tenant": peer.tenant, "path": peer.path,
        "types": list(peer.types), "attrs": sorted(mapping.attrs or ()),
        "there": {"tenant": mapping.tenant, "path": mapping.path},
        "ids": {"here": mapping.here, "there": mapping.there}, "reads": peer.reads, "pushes": peer.pushes,
    }  # fmt: skip
    return found | ({"key": MASK} if mapping.key else {})
