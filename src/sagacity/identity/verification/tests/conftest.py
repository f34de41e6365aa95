from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from sagacity.identity.accounts.testing import sign_in
from sagacity.identity.register.testing import HANAKO, enrolled
from sagacity.identity.testing import Actor, StaffActor
from sagacity.identity.verification.providers.demo import DemoApp
from sagacity.identity.verification.testing.card_app import Verifier, card_app
from sagacity.kit import clock


@pytest.fixture
def app(settings: Settings, tmp_path: Path) -> Iterator[DemoApp]:
    """The demonstration's authentication app, with which this city is registered."""
    settings.DATA_DIR = tmp_path
    with card_app(settings) as running:
        yield running


@pytest.fixture
def inhabitant(db: None) -> str:
    """Hanako lives here; the key of her record."""
    return enrolled(HANAKO, at=clock.now()).key


@pytest.fixture
def hanako_signed_in(db: None) -> Verifier:
    """Hanako at her phone, with a proven mail address and her card in her bag."""
    actor = Actor()
    sign_in(actor, level=1)
    return Verifier(actor)


@pytest.fixture
def tokunaga(staff_with: Callable[..., StaffActor]) -> StaffActor:
    """A clerk of resident records."""
    return staff_with("tokunaga", "resident_clerk", name="徳永 恵")
