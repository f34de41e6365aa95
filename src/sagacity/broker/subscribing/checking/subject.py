"""Which entities and when: the subject of a subscription, checked."""

from msgspec import UNSET, UnsetType

from sagacity.broker.querying import geo, mq, patterns, q
from sagacity.broker.refusals import BadRequest
from sagacity.broker.selection import Predicate
from sagacity.broker.subscribing.asked import Condition, EntityAsked, Expression, SubjectAsked
from sagacity.broker.subscribing.checking import parts
from sagacity.broker.v2 import characters


def check(subject: SubjectAsked) -> None:
    """Raises BadRequest, or NotSupported for a question about places that cannot be answered."""
    if isinstance(subject.entities, UnsetType):
        raise BadRequest("no subject entities specified")
    if not subject.entities:
        raise BadRequest("subject entities is empty")
    for entity in subject.entities:
        _check_entity(entity)
    if not isinstance(subject.condition, UnsetType):
        _check_condition(subject.condition)


def _check_entity(entity: EntityAsked) -> None:
    if (entity.id is UNSET) == (entity.id_pattern is UNSET):
        raise BadRequest("subject entities: name either id or idPattern")
    if entity.type is not UNSET and entity.type_pattern is not UNSET:
        raise BadRequest("subject entities: name either type or typePattern")
    for name, what in ((entity.id, "entity id"), (entity.type, "entity type")):
        if isinstance(name, str):
            characters.check_name(name, what)
    for pattern, what in ((entity.id_pattern, "idPattern"), (entity.type_pattern, "typePattern")):
        if isinstance(pattern, str):
            characters.check_value(pattern, what)
            patterns.compile(pattern)


def _check_condition(condition: Condition) -> None:
    if condition == Condition():
        raise BadRequest("empty condition: leave it out, or name attrs, expression or another part")
    if not isinstance(condition.attrs, UnsetType):
        if not condition.attrs:
            raise BadRequest("condition attrs is empty: leave it out to be told of every attribute")
        parts.check_names(condition.attrs, "condition attrs", star=False)
    if not isinstance(condition.expression, UnsetType):
        predicates(condition.expression)
    if condition.jexl_expression == "":
        raise BadRequest("jexlExpression is empty")


def predicates(expression: Expression) -> tuple[Predicate, ...]:
    """The conditions of an expression, compiled."""
    _check_expression(expression)
    found: list[Predicate] = []
    if isinstance(expression.q, str):
        found.append(q.parse(expression.q))
    if isinstance(expression.mq, str):
        found.append(mq.parse(expression.mq))
    place = (expression.georel, expression.geometry, expression.coords)
    if isinstance(expression.georel, str):
        found.append(geo.parse(*(str(part) for part in place)))
    return tuple(found)


def _check_expression(expression: Expression) -> None:
    if expression == Expression():
        raise BadRequest("empty expression: name q, mq or georel, geometry and coords")
    for name in expression.__struct_fields__:
        if getattr(expression, name) == "":
            raise BadRequest(f"expression {name} is empty")
    named = {part is UNSET for part in (expression.georel, expression.geometry, expression.coords)}
    if len(named) > 1:
        raise BadRequest("georel, geometry and coords go together: name all three or none")
    for part, what in ((expression.georel, "georel"), (expression.coords, "coords")):
        if isinstance(part, str):
            characters.check_value(part.replace(";", ""), what)
    if isinstance(expression.geometry, str):
        characters.check_value(expression.geometry, "geometry")
