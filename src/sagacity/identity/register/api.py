"""What other rooms may use of the register: who lives here, by keys; facts only with a purpose."""

from sagacity.identity.register.demo import demo_people, make_demo_inhabitants
from sagacity.identity.register.differential.columns import BrokenFile
from sagacity.identity.register.differential.receiving import receive_differential
from sagacity.identity.register.disclosure import NoPurpose, NotAllowed, demand_purpose, facts, own_facts
from sagacity.identity.register.districts import offer_districts
from sagacity.identity.register.folding import holds_a_substitute
from sagacity.identity.register.households import is_born_after, live_together, own_children, standing_on
from sagacity.identity.register.inhabitants import (
    BadEntry,
    NoSuchInhabitant,
    enrol,
    household,
    inhabitant,
    leave,
)
from sagacity.identity.register.matching import candidates, match
from sagacity.identity.register.reports import NoSuchReport, missing_sequences, report, reports
from sagacity.identity.register.signals import inhabitant_changed, inhabitant_left
from sagacity.identity.register.types import (
    Changed,
    ColumnGroup,
    DemoFacts,
    Entry,
    Facts,
    Inhabitant,
    Left,
    Match,
    MatchKind,
    Report,
    RowMessage,
    Standing,
)

__all__ = [
    "BadEntry",
    "BrokenFile",
    "Changed",
    "ColumnGroup",
    "DemoFacts",
    "Entry",
    "Facts",
    "Inhabitant",
    "Left",
    "Match",
    "MatchKind",
    "NoPurpose",
    "NoSuchInhabitant",
    "NoSuchReport",
    "NotAllowed",
    "Report",
    "RowMessage",
    "Standing",
    "candidates",
    "demand_purpose",
    "demo_people",
    "enrol",
    "facts",
    "holds_a_substitute",
    "household",
    "inhabitant",
    "inhabitant_changed",
    "inhabitant_left",
    "is_born_after",
    "leave",
    "live_together",
    "make_demo_inhabitants",
    "match",
    "missing_sequences",
    "offer_districts",
    "own_children",
    "own_facts",
    "receive_differential",
    "report",
    "reports",
    "standing_on",
]
