"""A registration as it is shown: as it was written, in the words of whoever asks, with how asking went."""

from sagacity.broker.entity import Json
from sagacity.broker.ld import times
from sagacity.broker.ld.contexts.context import Context
from sagacity.broker.ld.federating.rows import StoredSource

_NAMES = ("propertyNames", "relationshipNames", "attributeNames")


def shown(
    stored: StoredSource, own: Context, asker: Context, *, system: bool = False, parts: Json = None
) -> dict[str, Json]:
    """``own``: what its names mean; ``parts``: of its information only this."""
    given = stored.kept.given
    information = [_information(one, own, asker) for one in parts or given["information"]]
    found: dict[str, Json] = {
        **given, "id": stored.kept.id, "type": "ContextSourceRegistration", "information": information
    }  # fmt: skip
    found["mode"] = given.get("mode", "inclusive")
    if stored.sent:
        found["timesSent"] = stored.sent
        failed = (stored.last_fail or 0) > (stored.last_ok or 0)
        found["status"] = "failed" if failed else "ok"
    for name, moment in (("lastSuccess", stored.last_ok), ("lastFailure", stored.last_fail)):
        if moment is not None:
            found[name] = times.shown(moment)
    if system:
        found["createdAt"] = times.shown(stored.created)
        found["modifiedAt"] = times.shown(stored.kept.modified or stored.created)
    return found


def _information(given: dict[str, Json], own: Context, asker: Context) -> dict[str, Json]:
    def word(name: Json) -> Json:
        if isinstance(name, list):
            return [word(one) for one in name]
        return asker.compact(own.expand(name)) if isinstance(name, str) else name

    found = {name: word(said) if name in _NAMES else said for name, said in given.items()}
    if "entities" in given:
        found["entities"] = [
            {name: word(said) if name == "type" else said for name, said in one.items()}
            for one in given["entities"]
        ]
    return found
