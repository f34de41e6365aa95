"""One statement of ``q`` or ``mq``: a path, perhaps an operator, perhaps what it is compared with."""

from collections.abc import Callable
from dataclasses import dataclass

from sagacity.broker.querying import comparing, literals, tokens
from sagacity.broker.querying.comparing import ValueTest
from sagacity.broker.querying.literals import Literal, Operand, Span
from sagacity.broker.refusals import BadRequest

OPERATORS = ("==", "!=", ">=", "<=", "~=", ">", "<")
_MOST = 100  # statements in one query


@dataclass(frozen=True, slots=True)
class Statement:
    """``operator`` "" asks whether the path exists, "!" whether it does not."""

    path: tuple[str, ...]
    operator: str
    operand: Operand = ()
    pattern: str = ""


def parse(text: str) -> list[Statement]:
    """The statements of a query, joined by AND; BadRequest for anything malformed."""
    pieces = tokens.split(text, ";")
    if len(pieces) > _MOST:
        raise BadRequest(f"the query has {len(pieces)} statements; at most {_MOST} are taken")
    return [_statement(piece.strip()) for piece in pieces]


def _statement(text: str) -> Statement:
    if not text:
        raise BadRequest("the query has an empty statement; write statements joined by ;")
    # the colon comes last: it is an operator only where no other stands (names and times contain it)
    found = tokens.first(text, OPERATORS) or tokens.first(text, (":",))
    if found is None:
        negated = text.startswith("!")
        return Statement(tokens.path(text.removeprefix("!")), "!" if negated else "")
    sign, at = found
    path = tokens.path(text[:at])
    if path[0].startswith("!"):
        raise BadRequest(f"'!' asks for an attribute that is not there and takes no operator: {text}")
    return _compared(path, "==" if sign == ":" else sign, text[at + len(sign) :].strip())


def _compared(path: tuple[str, ...], operator: str, text: str) -> Statement:
    if operator == "~=":
        return Statement(path, operator, pattern=tokens.plain(text))
    operand = literals.operand(text)
    if operator not in ("==", "!=") and (isinstance(operand, Span) or len(operand) > 1):
        raise BadRequest(f"'{operator}' in the query takes one value; lists and ranges go with == and !=")
    return Statement(path, operator, operand)


@dataclass(frozen=True, slots=True)
class Tests:
    """One comparison for the three ways a value may lie in an entity."""

    plain: ValueTest  # as JSON
    dated: ValueTest  # a moment in the kept form, of an attribute typed as one
    timed: ValueTest  # a moment of the broker itself, in milliseconds


def tests(statement: Statement) -> Tests:
    """The comparison of a statement, compiled."""
    if statement.operator == "~=":
        fits = comparing.fitting(statement.pattern)
        return Tests(fits, fits, comparing.never)
    plain = _compile(statement, lambda literal: literal.value)
    return Tests(
        plain=plain,
        dated=_dated(_compile(statement, _stamp_or_null)),
        timed=_compile(statement, lambda literal: literal.at_ms),
    )


def _stamp_or_null(literal: Literal) -> str | None:
    return literal.stamp


def _dated(test: ValueTest) -> ValueTest:
    """Filters pass over a date that is null."""
    return lambda value: value is not None and test(value)


def _compile(statement: Statement, reading: Callable[[Literal], literals.Plain]) -> ValueTest:
    operand, operator = statement.operand, statement.operator
    if isinstance(operand, Span):
        inside = _inside(reading(operand.low), reading(operand.high))
        return comparing.negated(inside) if operator == "!=" else inside
    if operator in ("==", "!="):
        equal = comparing.one_of(reading(literal) for literal in operand)
        return comparing.negated(equal) if operator == "!=" else equal
    end = reading(operand[0])
    if end is None and operand[0].value is not None:
        return comparing.never  # read as a moment, and it is none
    return comparing.beyond(operator, end)


def _inside(low: literals.Plain, high: literals.Plain) -> ValueTest:
    if low is None or high is None:
        return comparing.never
    return comparing.between(low, high)
