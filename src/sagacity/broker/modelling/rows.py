"""Models and rules in the store; every change moves the counter that tells all processes."""

import orjson

from sagacity.broker.modelling.model import Model, Rule
from sagacity.broker.store import meta
from sagacity.broker.store.base import Row, Session

COUNTER = "models"


def keep(session: Session, model: Model, *, at: int) -> None:
    """Keep a model in the place of the one the type had; one that is the same moves nothing."""
    if one(session, model.type) == model:
        return
    session.execute(
        "INSERT INTO broker_model (type, title, body, changed) VALUES (?, ?, ?, ?) ON CONFLICT (type)"
        " DO UPDATE SET title = excluded.title, body = excluded.body, changed = excluded.changed",
        (model.type, model.title, orjson.dumps(model.schema), at),
    )
    meta.bump(session, COUNTER)


def forget(session: Session, type_: str) -> bool:
    """Take a model away; False if there is none."""
    found = session.execute("DELETE FROM broker_model WHERE type = ? RETURNING type", (type_,))
    if found:
        meta.bump(session, COUNTER)
    return bool(found)


def one(session: Session, type_: str) -> Model | None:
    """The model of a type."""
    rows = session.execute("SELECT type, title, body FROM broker_model WHERE type = ?", (type_,))
    return _model(rows[0]) if rows else None


def all_models(session: Session) -> list[Model]:
    """Every model, by its type."""
    return [
        _model(row) for row in session.execute("SELECT type, title, body FROM broker_model ORDER BY type")
    ]


def _model(row: Row) -> Model:
    type_, title, body = row
    return Model(str(type_), str(title), orjson.loads(body))


def set_rule(session: Session, rule: Rule) -> None:
    """From now on this holds there."""
    session.execute(
        "INSERT INTO broker_model_rule (tenant, path, type, mode) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (tenant, path, type) DO UPDATE SET mode = excluded.mode",
        (rule.tenant, rule.path, rule.type, rule.mode),
    )
    meta.bump(session, COUNTER)


def drop_rule(session: Session, *, tenant: str, path: str, type_: str) -> bool:
    """What holds above holds there again; False if there was no rule of its own."""
    found = session.execute(
        "DELETE FROM broker_model_rule WHERE tenant = ? AND path = ? AND type = ? RETURNING type",
        (tenant, path, type_),
    )
    if found:
        meta.bump(session, COUNTER)
    return bool(found)


def all_rules(session: Session) -> list[Rule]:
    """Every rule."""
    rows = session.execute(
        "SELECT tenant, path, type, mode FROM broker_model_rule ORDER BY tenant, path, type"
    )
    return [Rule(*row) for row in rows]
