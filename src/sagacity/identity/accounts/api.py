"""What other rooms may use of accounts: the resident who asks, how sure we are, and rising on the ladder."""

from sagacity.identity.accounts.counter import NotAtTheCounter, seen_in_person, visitor_seen
from sagacity.identity.accounts.holding import held_form, holds_form
from sagacity.identity.accounts.holding import hold as hold_form
from sagacity.identity.accounts.ladder import need
from sagacity.identity.accounts.pages import offer_page
from sagacity.identity.accounts.raising import (
    AnotherInhabitant,
    NotTheirSession,
    ProvesLess,
    raise_identity,
    unverify,
)
from sagacity.identity.accounts.residents import (
    NoSuchResident,
    browser_of,
    level_of,
    person_of,
    profile_of,
    resident,
    resident_of,
    resident_of_inhabitant,
    residents_of_profiles,
)
from sagacity.identity.accounts.signals import (
    device_ended,
    resident_ended,
    resident_unverified,
    resident_verified,
)
from sagacity.identity.accounts.types import (
    DeviceEnded,
    Ended,
    Level,
    Proof,
    Resident,
    SignedOut,
    Unverified,
    Verified,
)
from sagacity.identity.accounts.ways import offer_way
from sagacity.identity.accounts.words import LevelWords
from sagacity.identity.accounts.words import of as words_of

__all__ = [
    "AnotherInhabitant",
    "DeviceEnded",
    "Ended",
    "Level",
    "LevelWords",
    "NoSuchResident",
    "NotAtTheCounter",
    "NotTheirSession",
    "Proof",
    "ProvesLess",
    "Resident",
    "SignedOut",
    "Unverified",
    "Verified",
    "browser_of",
    "device_ended",
    "held_form",
    "hold_form",
    "holds_form",
    "level_of",
    "need",
    "offer_page",
    "offer_way",
    "person_of",
    "profile_of",
    "raise_identity",
    "resident",
    "resident_ended",
    "resident_of",
    "resident_of_inhabitant",
    "resident_unverified",
    "resident_verified",
    "residents_of_profiles",
    "seen_in_person",
    "unverify",
    "visitor_seen",
    "words_of",
]
