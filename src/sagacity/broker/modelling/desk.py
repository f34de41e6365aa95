"""Models as other rooms keep them and as staff see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sagacity.broker.access.caller import CALLER
from sagacity.broker.broker import Broker
from sagacity.broker.here import here
from sagacity.broker.modelling import finding, rows
from sagacity.broker.modelling.finding import Looked
from sagacity.broker.modelling.model import Mode, Model, Rule
from sagacity.broker.modelling.schema import checked
from sagacity.broker.selection import PathScope
from sagacity.broker.store.base import Session


@dataclass(frozen=True, slots=True)
class Standing:
    """A model, what holds for it at a place, and how many entities there fit it."""

    model: Model
    mode: Mode
    entities: int
    unfit: int


def keep_models(models: Iterable[tuple[str, str, dict[str, Any]]], *, broker: Broker | None = None) -> None:
    """Keep (type, title, schema) of each; doing it again changes nothing.

    Raises:
        BadRequest: a schema uses words that are not evaluated here.
    """
    house = broker or here()
    found = [Model(type_, title, checked(schema)) for type_, title, schema in models]

    def work(session: Session) -> None:
        for model in found:
            rows.keep(session, model, at=house.clock())

    kept = house.read_now(rows.all_models)
    if any(model not in kept for model in found):
        house.do_now(work)
        house.models.look()


def model_of(type_: str, *, broker: Broker | None = None) -> Model | None:
    """The model of a type, if one is kept."""
    return (broker or here()).read_now(lambda session: rows.one(session, type_))  # type: ignore[no-any-return]


def rule_model(*, tenant: str, path: str, type_: str, mode: Mode, broker: Broker | None = None) -> None:
    """From now on this holds for the type at the path and below."""
    house = broker or here()
    house.do_now(lambda session: rows.set_rule(session, Rule(tenant, path, type_, mode)))
    house.models.look()


def mode_of_model(*, tenant: str, path: str, type_: str, broker: Broker | None = None) -> Mode:
    """What happens at a path to what does not fit the model of a type."""
    house = broker or here()
    house.models.look()
    return house.models.mode(tenant, path, type_)


def standings(*, tenant: str, path: str, broker: Broker | None = None) -> list[Standing]:
    """Every model as it stands at a path and below, by its type."""
    house = broker or here()
    house.models.look()
    found = house.read_now(rows.all_models)
    return [
        Standing(model, house.models.mode(tenant, path, model.type), looked.entities, looked.unfit)
        for model in found
        for looked in [unfit_things(model, tenant=tenant, path=path, limit=0, broker=house)]
    ]


def unfit_things(
    model: Model, *, tenant: str, path: str, limit: int, offset: int = 0, broker: Broker | None = None
) -> Looked:
    """What is stored at a path and below and does not fit."""
    house = broker or here()
    scope, caller = PathScope(path, subtree=True), CALLER.get()
    return house.read_now(  # type: ignore[no-any-return]
        lambda session: finding.look(
            session,
            model,
            tenant=tenant,
            scope=scope,
            at=house.clock(),
            caller=caller,
            limit=limit,
            offset=offset,
        )
    )
