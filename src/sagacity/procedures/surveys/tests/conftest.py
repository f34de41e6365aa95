import pytest

from sagacity.procedures.cases.testing import publish
from sagacity.procedures.surveys.testing import PARK


@pytest.fixture
def park(db: None) -> str:
    """A survey on parks, open until the end of July."""
    publish(PARK)
    return "park_survey"
