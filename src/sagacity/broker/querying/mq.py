"""The simple query language of NGSIv2 on metadata: ``temperature.accuracy<0.5``."""

from sagacity.broker.querying import reading, statements
from sagacity.broker.querying.condition import Condition, Test, all_of
from sagacity.broker.querying.statements import Statement, Tests
from sagacity.broker.refusals import BadRequest


def parse(text: str) -> Condition:
    """The condition an ``mq`` stands for; BadRequest when it is malformed."""
    return Condition(test=all_of([_test(statement) for statement in statements.parse(text)]))


def _test(statement: Statement) -> Test:
    if len(statement.path) < 2:
        raise BadRequest(f"mq asks for metadata; write attribute.metadata instead of '{statement.path[0]}'")
    if statement.operator in ("", "!"):
        exists = reading.of_metadata(
            statement.path, Tests(reading.anything, reading.anything, reading.anything)
        )
        return exists if statement.operator == "" else lambda entity: not exists(entity)
    return reading.of_metadata(statement.path, statements.tests(statement))
