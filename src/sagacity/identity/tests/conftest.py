"""The city's own sign-in as stories need it: a table of groups, and a provider of either make."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from sagacity.identity.single_sign_on.providers.demo import DemoProvider
from sagacity.identity.single_sign_on.providers.demo_people import Profile
from sagacity.identity.tests.sso import MakeTable, connect
from sagacity.identity.tests.sso import provider as made
from sagacity.kit.loopback import serving


@pytest.fixture
def write_table(settings: Settings, tmp_path: Path) -> MakeTable:
    def write(text: str) -> None:
        path = tmp_path / "table.toml"
        path.write_text(text, encoding="utf-8")
        settings.STAFF_OIDC_TABLE = str(path)

    return write


@pytest.fixture
def keycloak(settings: Settings) -> Iterator[DemoProvider]:
    with serving(made()) as provider:
        connect(settings, provider)
        yield provider


@pytest.fixture
def entra(settings: Settings) -> Iterator[DemoProvider]:
    with serving(made(profile=Profile.ENTRA)) as provider:
        connect(settings, provider)
        settings.STAFF_OIDC_DOMAIN = "city.example"
        settings.STAFF_OIDC_SECOND_FACTOR = "provider"
        yield provider
