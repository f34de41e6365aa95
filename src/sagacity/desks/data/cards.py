"""What the data desk says on the staff home."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from sagacity.desks.data import doors, waiting
from sagacity.kit.policy import Person
from sagacity.registry import api as registry


@dataclass(frozen=True, slots=True)
class Card:
    title: str
    text: str
    url: str
    count: int = 0
    icon: str = "table"


def staff_cards(*, person: Person, at: datetime) -> list[Card]:
    """Files and corrections that wait for this person."""
    if not person.may(doors.LOOK.permission):
        return []
    return [*_runs(person), *_corrections()]


def _runs(person: Person) -> list[Card]:
    found = waiting.runs_for(person)
    asked = [run for run in found if run.state == "submitted"]
    own = [run for run in found if run.state != "submitted"]
    home = reverse("desk_data:home")
    cards = []
    if asked:
        cards.append(Card(_("承認を待っているデータ"), _named(asked), home, len(asked), "check"))
    if own:
        cards.append(Card(_("確認して提出するデータ"), _named(own), home, len(own), "table"))
    return cards


def _corrections() -> list[Card]:
    found = registry.corrections(state="open")
    if not found:
        return []
    text = "、".join(one.record_name for one in found[:3])
    return [Card(_("「この情報は違います」"), text, reverse("desk_data:corrections"), len(found), "edit")]


def _named(runs: list[registry.ImportRun]) -> str:
    return "、".join(run.file for run in runs[:3]) + (" …" if len(runs) > 3 else "")
