"""The parts of the house that only the assembled product can ask about."""

from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from sagacity.kit import providers


def all_checks() -> list[providers.Check]:
    """The database first: when it is away, asking the rest would only repeat that."""
    first = database()
    return [first, *providers.check_all()] if first.ok else [first]


def database() -> providers.Check:
    """Whether the database answers and has the tables of this edition of the program."""
    try:
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT 1")
        missing = _migrations_to_come()
    except Exception as problem:  # any driver, any reason: the page must answer, not fall over
        connections["default"].close()
        return providers.Check("database", ok=False, detail=f"{type(problem).__name__}: {problem}")
    if missing:
        return providers.Check(
            "database", ok=False, detail=f"{missing} migrations to run: ./sagacity manage migrate"
        )
    return providers.Check("database", ok=True, detail=connections["default"].vendor)


_complete: set[str] = set()  # tables do not vanish while a process lives: look until complete, then no more


def _migrations_to_come() -> int:
    name = str(connections["default"].settings_dict["NAME"])
    if name in _complete:
        return 0
    executor = MigrationExecutor(connections["default"])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not plan:
        _complete.add(name)
    return len(plan)
