"""The simple query language of NGSIv2 on attribute values: ``temperature>20;name~=^A``."""

from sagacity.broker.querying import hints, reading, statements
from sagacity.broker.querying.condition import Condition, Test, all_of
from sagacity.broker.querying.statements import Statement, Tests


def parse(text: str) -> Condition:
    """The condition a ``q`` stands for; BadRequest when it is malformed."""
    parsed = statements.parse(text)
    return Condition(
        test=all_of([_test(statement) for statement in parsed]),
        hints=tuple(
            hint for statement in parsed if not _is_builtin(statement) for hint in hints.of(statement)
        ),
    )


def _test(statement: Statement) -> Test:
    if statement.operator in ("", "!"):
        exists = _at(statement, Tests(reading.anything, reading.anything, reading.anything))
        return exists if statement.operator == "" else lambda entity: not exists(entity)
    return _at(statement, statements.tests(statement))


def _at(statement: Statement, tests: Tests) -> Test:
    if _is_builtin(statement):
        return reading.of_builtin(statement.path[0], tests)
    return reading.of_attribute(statement.path, tests)


def _is_builtin(statement: Statement) -> bool:
    return len(statement.path) == 1 and statement.path[0] in reading.BUILTIN
