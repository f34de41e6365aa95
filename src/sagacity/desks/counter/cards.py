"""What the desk of cases says on the staff home: what is late, what nobody has taken, what is one's own."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from sagacity.desks.counter import doors
from sagacity.kit.cards import StaffCard
from sagacity.kit.policy import Person
from sagacity.procedures.cases import api as cases

MOST = 50


def staff_cards(*, person: Person, at: datetime) -> list[StaffCard]:
    """Work that waits for this person's division, and for themselves."""
    if not person.may(doors.LOOK.permission) or not person.may(doors.WORK.permission):
        return []
    asked: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
        (_("期限切れの案件"), "late=1", "warning", {"late": True}),
        (_("担当が決まっていない案件"), "who=nobody", "list", {"assignee": ""}),
        (_("あなたが担当する案件"), "who=mine", "user", {"assignee": person.key}),
    )
    return [card for one in asked if (card := _card(person, at, *one))]


def _card(
    person: Person, at: datetime, title: str, query: str, icon: str, told: dict[str, Any]
) -> StaffCard | None:
    found = cases.queue(by=person, at=at, division=person.division, size=MOST, **told)
    if not found.rows:
        return None
    numbers = "、".join(one.number for one in found.rows[:2]) + (" …" if len(found.rows) > 2 else "")
    return StaffCard(title, numbers, f"{reverse('desk_counter:home')}?{query}", len(found.rows), icon)
