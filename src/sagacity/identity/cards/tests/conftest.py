"""Hanako, who lives in the invented city and has proven it, her phone, and a clerk."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
import time_machine
from pytest_django import Settings

from sagacity.identity.cards import api as cards
from sagacity.identity.cards.testing import Phone, proven_resident
from sagacity.identity.cards.tests.wallet import Wallet
from sagacity.identity.register.testing import enrolled
from sagacity.identity.testing import StaffActor
from sagacity.kit import policy


@pytest.fixture(autouse=True)
def morning(at: datetime, monkeypatch: pytest.MonkeyPatch) -> Iterator[time_machine.Traveller]:
    """The clock stands at nine on a Tuesday in the invented city, and a story may move it."""
    monkeypatch.setenv("SAGACITY_CITY", "example")
    with time_machine.travel(at, tick=False) as traveller:
        yield traveller


@pytest.fixture
def inhabitant(db: None, at: datetime) -> str:
    return enrolled(at=at).key


@pytest.fixture
def resident(inhabitant: str, at: datetime) -> policy.Person:
    return proven_resident(inhabitant=inhabitant, at=at)


@pytest.fixture
def phone(resident: policy.Person, at: datetime) -> Phone:
    """Her phone, with a card on it."""
    phone = Phone()
    phone.takes_a_card(resident, at=at)
    return phone


@pytest.fixture
def clerk(staff_with: Callable[..., StaffActor]) -> StaffActor:
    """Who looks after citizen cards at a counter."""
    return staff_with("tanaka", "card_clerk", name="田中 恵")


@pytest.fixture
def opened(settings: Settings) -> None:
    """The city lets its card into wallets of others."""
    settings.CARD_WALLETS = True


@pytest.fixture
def offer(opened: None, resident: policy.Person, at: datetime) -> cards.WalletOffer:
    return cards.offer_to_wallet(by=resident, at=at, district="本町")


@pytest.fixture
def wallet(offer: cards.WalletOffer, at: datetime) -> Wallet:
    made = Wallet()
    made.takes(offer, at=at)
    return made
