"""Local and remote state of one entity laid together by the mode of each source (4.3.6.3 to 4.3.6.6)."""

from collections.abc import Iterable

from sagacity.broker.entity import Entity
from sagacity.broker.ld import ids, times
from sagacity.broker.ld.federating.asking import Remote
from sagacity.broker.ld.rows.draft import Draft
from sagacity.broker.ld.rows.names import Names
from sagacity.broker.ld.rows.unfolding import observed_at, unfold

_RANK = {"inclusive": 0, "redirect": 1, "exclusive": 1, "auxiliary": 2}


def joined(local: dict[str, Entity], remotes: Iterable[Remote]) -> dict[str, Entity]:
    """Shown id → entity. Exclusive and redirected sources replace what is here, inclusive ones if theirs is
    newer, auxiliary ones only fill gaps."""
    found = dict(local)
    moments: dict[str, dict[str, int]] = {}
    for remote in sorted(remotes, key=lambda one: _RANK[one.source.mode]):
        id_ = ids.shown(remote.entity)
        there = found.get(id_)
        if there is None:
            found[id_] = remote.entity
            moments[id_] = dict(remote.moments)
        else:
            known = moments.setdefault(id_, _moments(there))
            found[id_] = _laid(there, remote, known)
    return found


def _moments(entity: Entity) -> dict[str, int]:
    """When each attribute was observed, or else changed."""
    names = Names((entity.ld or {}).get("names"))
    return {
        names.iri(key): times.milliseconds(stamp) if (stamp := observed_at(kept)) else kept.modified
        for key, kept in entity.attributes.items()
    }


def _laid(entity: Entity, remote: Remote, known: dict[str, int]) -> Entity:
    draft = Draft(entity, entity.modified)
    theirs = Names((remote.entity.ld or {}).get("names"))
    for key, kept in remote.entity.attributes.items():
        address = theirs.iri(key)
        if address in known and not _wins(remote, address, known[address]):
            continue
        draft.put(address, key, unfold(kept, theirs))
        known[address] = remote.moments.get(address, 0)
    return draft.finish()


def _wins(remote: Remote, address: str, here: int) -> bool:
    if remote.source.mode == "auxiliary":
        return False
    return remote.source.mode in ("exclusive", "redirect") or remote.moments.get(address, 0) > here
