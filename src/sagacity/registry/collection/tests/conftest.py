from pathlib import Path

import pytest

from sagacity.kit import policy
from sagacity.kit.city import api as city

CLERK = policy.Person("urn:ngsi-ld:Staff:clerk", "古賀", "staff", frozenset({"collection.edit"}))
CHIEF = policy.Person("urn:ngsi-ld:Staff:chief", "中村", "staff", frozenset({"collection.approve"}))


@pytest.fixture
def clerk() -> policy.Person:
    return CLERK


@pytest.fixture
def chief() -> policy.Person:
    return CHIEF


@pytest.fixture
def packs() -> Path:
    return city.packs_folder()
