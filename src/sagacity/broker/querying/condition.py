"""A compiled condition on an entity, as every face hands it to the store."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sagacity.broker.entity import Entity
from sagacity.broker.selection import Box, Hint

Test = Callable[[Entity], bool]


@dataclass(frozen=True, slots=True)
class Condition:
    """A test with what an index may know of it beforehand."""

    test: Test
    hints: tuple[Hint, ...] = ()
    box: Box | None = None

    def matches(self, entity: Entity) -> bool:
        return self.test(entity)


def all_of(tests: Sequence[Test]) -> Test:
    """One test that holds when all hold; the first that fails ends it."""
    if len(tests) == 1:
        return tests[0]
    if len(tests) == 2:
        first, second = tests
        return lambda entity: first(entity) and second(entity)
    several = tuple(tests)

    def every(entity: Entity) -> bool:
        for test in several:  # noqa: SIM110  (a generator costs more than the tests themselves)
            if not test(entity):
                return False
        return True

    return every
