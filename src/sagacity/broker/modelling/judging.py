"""Changes judged by the models of their types, inside the transaction that stores them."""

from collections.abc import Sequence
from contextvars import ContextVar
from urllib.parse import quote

import msgspec

from sagacity.broker.entity import Entity
from sagacity.broker.ld.rows import types
from sagacity.broker.modelling.misfit import Misfit
from sagacity.broker.modelling.model import Model
from sagacity.broker.modelling.shelf import ModelShelf
from sagacity.broker.refusals import BadRequest
from sagacity.broker.writing.change import After, Change, Verb

Told = dict[tuple[str, str], list[Misfit]]  # (id, type) → what does not fit although it was stored
WARNED: ContextVar[Told | None] = ContextVar("WARNED", default=None)  # of the request that is being answered
_MOST_NAMED = 10


class DoesNotFit(BadRequest):
    """An entity would not be as the model of its type wants it, where that is insisted on."""

    def __init__(self, model: Model, misfits: Sequence[Misfit]) -> None:
        named = "; ".join(map(str, misfits[:_MOST_NAMED]))
        more = f"; and {len(misfits) - _MOST_NAMED} more" if len(misfits) > _MOST_NAMED else ""
        super().__init__(f"the entity does not fit the model {model.type}: {named}{more}")
        self.misfits = tuple(misfits)


def judged(changes: Sequence[Change], models: ModelShelf) -> tuple[Sequence[Change], Told]:
    """The changes, refused where they break a model that is insisted on; what is warned of is told."""
    told: Told = {}
    if not any(models.judges(tenant) for tenant in {change.tenant for change in changes}):
        return changes, told
    return [msgspec.structs.replace(change, verb=_judged(change, models, told)) for change in changes], told


def warn(told: Told) -> None:
    """Let the answer of this request carry it."""
    if told:
        WARNED.set((WARNED.get() or {}) | told)


def header() -> list[tuple[str, str]]:
    """The header of an answer that warns (RFC 7234, 5.5: 299 is a lasting one)."""
    told = WARNED.get()
    if not told:
        return []
    (id_, type_), misfits = next(iter(told.items()))
    more = f" and {len(told) - 1} more" if len(told) > 1 else ""
    names = ", ".join(dict.fromkeys(misfit.attribute for misfit in misfits))
    said = f"{quote(id_, safe=':')}{more} stored, but not as the model {quote(type_)} wants it: "
    return [("Warning", f'299 - "{said}{quote(names, safe=", ")}"')]


def _judged(change: Change, models: ModelShelf, told: Told) -> Verb:
    def verb(stored: Entity | None, at: int) -> After:
        after = change.verb(stored, at)
        now = after.entity
        if now is not None and now is not stored:
            _judge(change.tenant, stored, now, models, told)
        return after

    return verb


def _judge(tenant: str, stored: Entity | None, now: Entity, models: ModelShelf, told: Told) -> None:
    for type_ in types.keys_of(now):
        model = models.model(type_)
        mode = "off" if model is None else models.mode(tenant, now.path, type_)
        if model is None or mode == "off":
            continue
        was = frozenset(_marks(model, stored)) if stored is not None else frozenset()
        found = [misfit for misfit in model.misfits(now) if (misfit.where, misfit.stands) not in was]
        if found and mode == "refuse":
            raise DoesNotFit(model, found)
        if found:
            told[now.id, type_] = found


def _marks(model: Model, stored: Entity) -> list[tuple[str, str]]:
    """What did not fit before: nobody is refused for what was not made worse."""
    if model.type not in types.keys_of(stored):
        return []
    return [(misfit.where, misfit.stands) for misfit in model.misfits(stored)]
