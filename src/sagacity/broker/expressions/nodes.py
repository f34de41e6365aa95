"""What the parts of an expression do, as functions that work out a value."""

from collections.abc import Callable
from typing import Any

from sagacity.broker.entity import Json
from sagacity.broker.expressions.budget import Budget
from sagacity.broker.expressions.failing import Fails

Node = Callable[[Budget], Json]
Step = Callable[[Budget, Json], Json]  # what follows a value and makes another of it


class Undefined:
    """A name that stands for nothing: null as a value, false before ``||``, a failure in other operations."""


UNDEFINED: Any = Undefined()


def constant(value: Json) -> Node:
    return lambda budget: value


def name(text: str) -> Node:
    return lambda budget: budget.context.get(text, UNDEFINED)


def chain(first: Node, steps: list[Step]) -> Node:
    """Steps one after the other, however many: they cost no depth."""
    if not steps:
        return first

    def node(budget: Budget) -> Json:
        value = first(budget)
        for step in steps:
            budget.spend()
            value = step(budget, value)
        return value

    return node


def defined(value: Json) -> Json:
    """A value for an operation; what is undefined makes it fail."""
    if value is UNDEFINED:
        raise Fails("an undefined name stands in an operation")
    return value


def or_null(value: Json) -> Json:
    return None if value is UNDEFINED else value


def is_true(value: Json) -> bool:
    """Null, false, 0 and the empty text are false; any array and any object is true."""
    return value is not UNDEFINED and (isinstance(value, list | dict) or bool(value))


def either(right: Node) -> Step:
    return lambda budget, value: value if is_true(value) else right(budget)


def both(right: Node) -> Step:
    return lambda budget, value: right(budget) if is_true(value) else value


def operation(work: Callable[[Json, Json], Json], right: Node) -> Step:
    def step(budget: Budget, value: Json) -> Json:
        left, other = budget.pay_for(defined(value)), budget.pay_for(defined(right(budget)))
        return budget.pay_for(work(left, other))

    return step


def call(function: Callable[..., Any] | None, arguments: list[Node]) -> Step:
    """A function behind a pipe; an unknown one, or arguments it does not take, fail."""

    def step(budget: Budget, value: Json) -> Json:
        if function is None:
            raise Fails("the function is unknown")
        given = [or_null(argument(budget)) for argument in arguments]
        for one in (value, *given):
            budget.pay_for(one)
        return budget.pay_for(function(or_null(value), *given))

    return step


def member(key: Node) -> Step:
    """``.b``, ``['b']`` or ``[0]``; what is not there is undefined."""

    def step(budget: Budget, value: Json) -> Json:
        at = key(budget)
        if isinstance(value, dict) and isinstance(at, str):
            return value.get(at, UNDEFINED)
        if isinstance(value, list) and type(at) is int and 0 <= at < len(value):
            return value[at]
        return UNDEFINED

    return step


def choice(condition: Node, then: Node, otherwise: Node) -> Node:
    def node(budget: Budget) -> Json:
        budget.spend()
        return then(budget) if is_true(condition(budget)) else otherwise(budget)

    return node


def negation(inner: Node) -> Node:
    return lambda budget: not is_true(inner(budget))


def array(members: list[Node]) -> Node:
    def node(budget: Budget) -> Json:
        budget.spend(1 + len(members))
        return [or_null(member(budget)) for member in members]

    return node


def record(members: list[tuple[str, Node]]) -> Node:
    def node(budget: Budget) -> Json:
        budget.spend(1 + len(members))
        return {key: or_null(member(budget)) for key, member in members}

    return node
