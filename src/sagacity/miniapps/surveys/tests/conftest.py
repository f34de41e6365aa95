import pytest

from sagacity.procedures.cases.testing import publish
from sagacity.procedures.surveys.testing import PARK


@pytest.fixture
def park(db: None) -> str:
    """A survey on parks, without a last day: stories play today."""
    publish(PARK.replace("until = 2026-07-31\n", ""))
    return "park_survey"
