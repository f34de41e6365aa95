"""What `./sagacity test` adds to pytest: only tests that touch the database, and no silent skips."""

import pytest
from hypothesis import HealthCheck, settings

from sagacity.site import environment

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server"}

# A busy machine is no fault of the code: how long examples take is measured by benches, never by tests.
settings.register_profile("sagacity", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("sagacity")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database-only", action="store_true", help="only tests that touch the database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--database-only"):
        return
    kept = [item for item in items if _touches_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


def _touches_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(fixtures & DATABASE_FIXTURES)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if skipped := _forbidden_skips(terminalreporter):
        terminalreporter.section("skips are forbidden here (SAGACITY_FORBID_SKIPS)")
        for report in skipped:
            terminalreporter.line(f"{report.nodeid}: {report.longrepr}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and session.exitstatus == 0 and _forbidden_skips(reporter):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _forbidden_skips(reporter: pytest.TerminalReporter) -> list[pytest.TestReport]:
    return list(reporter.stats.get("skipped", ())) if environment.flag("FORBID_SKIPS") else []
