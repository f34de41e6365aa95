"""Results: what outside parties said to some letters, written down in one transaction."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from sagacity.messaging import endpoints, models
from sagacity.messaging.delivering import falling_back, retries
from sagacity.messaging.providers.base import Answer, Outcome
from sagacity.messaging.types import DeliveryState

_ENDS = (Answer.GONE, Answer.REFUSED, Answer.FAILED)


@transaction.atomic
def write(notice: models.Notice, outcomes: Sequence[Outcome], *, at: datetime) -> None:
    """Write some outcomes; whoever was not reached is sent on to their next channel in the same moment."""
    by_answer: dict[Answer, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        by_answer[outcome.answer].append(outcome)
    # What a phone has confirmed meanwhile stays confirmed: only what is still in our hands changes.
    _sending(by_answer[Answer.TAKEN]).update(state=DeliveryState.SENT, sent_at=at)
    if gone := by_answer[Answer.GONE]:
        _retire(gone, at)
    ended = [outcome for answer in _ENDS for outcome in by_answer[answer]]
    if later := by_answer[Answer.LATER]:
        ended += _try_again(notice, later, at)
    give_up(notice, ended, at=at)


def give_up(notice: models.Notice, outcomes: Iterable[Outcome], *, at: datetime) -> None:
    """End deliveries that will never succeed, and begin the next channel of their people."""
    by_why: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        by_why[outcome.why or outcome.answer.value].append(outcome)
    for why, some in by_why.items():
        rows = list(_sending(some).select_for_update().values_list("pk", "person_id"))
        models.Delivery.objects.filter(pk__in=[pk for pk, _ in rows]).update(
            state=DeliveryState.FAILED, why=why[:40], due_at=None, fall_back_at=None
        )
        falling_back.begin_next(notice, [person for _, person in rows], at=at)


def _try_again(notice: models.Notice, outcomes: list[Outcome], at: datetime) -> list[Outcome]:
    """Put off what can still come in time; answers what cannot."""
    after = {outcome.delivery: outcome for outcome in outcomes}
    rows = list(_sending(outcomes).values_list("pk", "person_id", "tries"))
    has_next = falling_back.with_next([person for _, person, _ in rows], notice)
    times: dict[datetime, list[int]] = defaultdict(list)
    too_late: list[Outcome] = []
    for pk, person, tries in rows:
        again = retries.next_try(
            tries=tries, after=after[pk].after, at=at, notice=notice, is_last=person not in has_next
        )
        if again is None:
            too_late.append(after[pk])
        else:
            times[again].append(pk)
    for again, some in times.items():
        models.Delivery.objects.filter(pk__in=some).update(state=DeliveryState.WAITING, due_at=again, why="")
    return too_late


def _retire(outcomes: list[Outcome], at: datetime) -> None:
    why = {outcome.delivery: outcome.why for outcome in outcomes}
    gone: dict[str, list[int]] = defaultdict(list)
    rows = models.Delivery.objects.filter(pk__in=list(why), endpoint__isnull=False)
    for pk, endpoint in rows.values_list("pk", "endpoint_id"):
        gone[why[pk]].append(endpoint)
    for code, some in gone.items():
        endpoints.retire(some, why=code, at=at)


def _sending(outcomes: list[Outcome]) -> QuerySet[models.Delivery]:
    keys = [outcome.delivery for outcome in outcomes]
    return models.Delivery.objects.filter(pk__in=keys, state=DeliveryState.SENDING)
