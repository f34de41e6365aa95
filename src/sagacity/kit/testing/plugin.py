"""The pytest plug-in: what every story about the city needs."""

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from sagacity.kit.clock import JAPAN
from sagacity.kit.testing.house import House, built
from sagacity.kit.testing.skips import NoSkips

Deliver = Callable[..., int]


def pytest_configure(config: pytest.Config) -> None:
    if os.environ.get("SAGACITY_FORBID_SKIPS") == "1":
        config.pluginmanager.register(NoSkips(), "sagacity-no-skips")
    _keep_tests_in_memory()


def _keep_tests_in_memory() -> None:
    """pytest-django gives each of several processes a file, unless the backend has the name of Django's own.

    In memory ours does the same as Django's; stories about files open theirs with ours.
    """
    from django.conf import settings

    default = settings.DATABASES["default"]
    if default["ENGINE"] == "sagacity.kit.sqlite":
        default["ENGINE"] = "django.db.backends.sqlite3"


@pytest.fixture
def at() -> datetime:
    """A Tuesday morning at nine, in Japan."""
    return datetime(2026, 9, 15, 9, 0, tzinfo=JAPAN)


@pytest.fixture
def deliver() -> Deliver:
    """Do what the worker would do: deliver all news and run all jobs, until nothing is left."""
    from sagacity.kit.testing.worker import deliver_everything

    return deliver_everything


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of published files, one folder for each publisher inside."""
    named = os.environ.get("SAGACITY_SAMPLES", "")
    if not named or not Path(named).is_dir():
        pytest.skip("skipped: no folder of published files (set SAGACITY_SAMPLES)")
    return Path(named)


@pytest.fixture(scope="session")
def _empty_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with built(tmp_path_factory.mktemp("empty_house")) as house:
        yield house


@pytest.fixture
def house(tmp_path: Path, _empty_house: House) -> Iterator[House]:
    """Real processes on a database of their own, for stories in which one is killed."""
    with built(tmp_path / "house", like=_empty_house) as copy:
        yield copy


@pytest.fixture(autouse=True)
def _nothing_is_cached() -> None:
    """A story begins without pages and facts that an earlier one left in the cache."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(autouse=True)
def _everybody_speaks_the_first_language() -> Iterator[None]:
    """A page asked for in English leaves its thread in English, and the next story with it."""
    from django.utils import translation

    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _audit_log_can_be_emptied(request: pytest.FixtureRequest) -> Iterator[None]:
    """Tests without a rollback empty every table afterwards, which tables that are only added to refuse."""
    marker = request.node.get_closest_marker("django_db")
    names = {"transactional_db", "live_server", "django_db_reset_sequences"} & set(request.fixturenames)
    if not names and not (marker and marker.kwargs.get("transaction")):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    from sagacity.kit.testing import audit_log, only_added

    audit_log.empty()
    only_added.empty()
