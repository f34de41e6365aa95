"""What waits for staff: pages by keyset, so that the thousandth page costs no more than the first."""

import base64
import binascii
from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from sagacity.identity import api as identity
from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.procedures.cases import facts, models, refusals, searching, types
from sagacity.procedures.cases.types import State

ORDERS: Mapping[str, tuple[str, bool]] = {
    "due": ("due_at", False),
    "submitted": ("submitted_at", False),
    "newest": ("submitted_at", True),
}
OURS, OPEN, ALL = "", "open", "all"  # what waits for the city; what is not over; everything
MOST = 200


class BadCursor(ValueError):
    """The mark of a page is none of ours; begin anew."""


def queue(
    *,
    by: policy.Person,
    at: datetime,
    division: str = "",
    stage: str = "",
    state: str = OURS,
    assignee: str | None = None,
    procedure: str = "",
    channel: str = "",
    late: bool = False,
    words: str = "",
    order: str = "due",
    after: str = "",
    size: int = 50,
) -> types.Page:
    """One page of cases: by default what the city is to move, the most urgent first.

    `state` is one of `State`, "" for what waits for the city, "open", or "all". `assignee=""` is nobody's.
    A search for words is in the audit log: it asks about people.

    Raises:
        NotAllowed: somebody without permission, or for another division.
        BadCursor: the page is not there.
    """
    rows = _of_division(_of_state(state), by, division)
    rows = rows.filter(stage=stage) if stage else rows
    rows = rows.filter(assignee=assignee) if assignee is not None else rows
    rows = rows.filter(procedure=procedure) if procedure else rows
    rows = rows.filter(channel=channel) if channel else rows
    rows = rows.filter(is_ours=True, due_at__lt=at) if late else rows
    if words.strip():
        rows = searching.found(rows, words)
        audit.record(actor=by, action="case.find", thing=division or "cases", at=at)
    size = max(1, min(size, MOST))
    found = list(_page(rows, order, after)[: size + 1])
    titles = facts.Titles()
    lines = tuple(facts.line(row, titles=titles, at=at) for row in found[:size])
    return types.Page(lines, _mark(found[size - 1], order) if len(found) > size else "")


def counts(*, by: policy.Person, division: str = "") -> Mapping[str, int]:
    """How many living cases of a division stand in which state."""
    rows = _of_division(models.Case.objects.living(), by, division)
    counted: Counter[str] = Counter()
    # Grouped as the index stands: nothing is sorted, and no row is read.
    for _division, state, many in rows.order_by().values_list("division", "state").annotate(Count("id")):
        counted[state] += many
    return counted


def _of_state(state: str) -> "QuerySet[models.Case]":
    rows = models.Case.objects.filter(purged_at=None)
    if state == OURS:
        return models.Case.objects.ours()
    if state == OPEN:
        return rows.filter(ended_at=None)
    return rows if state == ALL else rows.filter(state=State(state))


def _of_division(rows: "QuerySet[models.Case]", by: policy.Person, division: str) -> "QuerySet[models.Case]":
    if not by.may(identity.CASE_LOOK) and by.kind != "system":
        raise refusals.NotAllowed(identity.CASE_LOOK)
    sees_all = by.may(identity.CASE_EVERY) or by.kind == "system"
    if division and division != by.division and not sees_all:
        raise refusals.NotAllowed(division)
    wanted = division or ("" if sees_all else by.division)
    return rows.filter(division=wanted) if wanted else rows


def _page(rows: "QuerySet[models.Case]", order: str, after: str) -> "QuerySet[models.Case]":
    column, backwards = ORDERS.get(order, ORDERS["due"])
    if column == "due_at":  # what waits for nobody has no clock, and stands in other orders
        rows = rows.filter(due_at__isnull=False)
    sign = "-" if backwards else ""
    rows = rows.order_by(f"{sign}{column}", f"{sign}id")
    if not after:
        return rows
    moment, pk = _read_mark(after)
    way = "lt" if backwards else "gt"
    # The first condition lets the index begin in the right place; the second leaves out what was seen.
    rows = rows.filter(**{f"{column}__{way}e": moment})
    return rows.exclude(Q(**{column: moment}) & ~Q(**{f"id__{way}": pk}))


def _mark(row: models.Case, order: str) -> str:
    column, _ = ORDERS.get(order, ORDERS["due"])
    moment: datetime = getattr(row, column)
    return base64.urlsafe_b64encode(f"{moment.isoformat()}|{row.pk}".encode()).decode().rstrip("=")


def _read_mark(after: str) -> tuple[datetime, int]:
    try:
        text = base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)).decode()
        moment, _, pk = text.partition("|")
        return datetime.fromisoformat(moment), int(pk)
    except (ValueError, binascii.Error, UnicodeDecodeError) as problem:
        raise BadCursor(after) from problem
