"""What visitors say when they are done: two taps, counted at once, and nobody's afterwards."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db import IntegrityError, transaction
from django.db.models import F, Sum
from django.utils.crypto import salted_hmac

from sagacity.kit import clock
from sagacity.reservations.queue import facts, log, models, plan, types
from sagacity.reservations.queue.refusals import NoSuchDesk, Refused


class TooLate(Refused):
    """The visit is not over yet, or was on another day."""


class About(StrEnum):
    """What is asked; each is answered for itself, and nothing joins the two answers."""

    HOW = "how"  # how was it
    WISH = "wish"  # what would have saved you the coming


ANSWERS: dict[About, tuple[str, ...]] = {
    About.HOW: ("good", "fair", "bad"),
    About.WISH: ("online", "store", "post", "phone", "one_desk", "told_before", "had_to_come"),
}


@dataclass(frozen=True, slots=True)
class Opinions:
    """How often each answer was given in one line."""

    line: str
    about: About
    answer: str
    many: int


def asked(*, ticket: types.Ticket, at: datetime) -> About | None:
    """What a visitor is to be asked next; None before the end, on another day, and when all is said."""
    if not _is_time(ticket, at):
        return None
    marks = {about: _mark(ticket.key, about) for about in About}
    said = set(models.Answered.objects.filter(mark__in=marks.values()).values_list("mark", flat=True))
    return next((about for about in About if marks[about] not in said), None)


def say(*, ticket: str, about: About, answer: str, at: datetime) -> bool:
    """Count one answer of a visitor; whether it was counted, for the first answer of a ticket stands.

    An empty answer is "I do not want to say": it is not asked again and counted nowhere.

    Raises:
        NoSuchTicket; TooLate; LookupError: there is no such answer.
    """
    found = facts.ticket(log.row_of(ticket), visits=True)
    if answer and answer not in ANSWERS[about]:
        raise LookupError(answer)
    if not _is_time(found, at):
        raise TooLate(ticket)
    try:
        with transaction.atomic():
            models.Answered.objects.create(mark=_mark(ticket, about))
            if answer:
                count(day=clock.day(at), line=found.line, about=about, answer=answer)
    except IntegrityError:
        return False
    return True


def count(*, day: date, line: str, about: About, answer: str, many: int = 1) -> None:
    """Add to the counts; no row says who, and none says when within the day."""
    where = {"day": day, "line": line, "about": about.value, "answer": answer}
    with transaction.atomic():
        row, made = models.OpinionCount.objects.get_or_create(**where, defaults={"many": many})
        if not made:
            models.OpinionCount.objects.filter(pk=row.pk).update(many=F("many") + many)


def opinions(*, since: date, until: date, place: str = "") -> tuple[Opinions, ...]:
    """How often what was said from `since` to `until`, both included; small counts as they are."""
    rows = models.OpinionCount.objects.filter(day__gte=since, day__lte=until)
    if place:
        rows = rows.filter(line__in=[line.key for line in plan.lines(place=place)])
    sums = (
        rows.values_list("line", "about", "answer").annotate(Sum("many")).order_by("line", "about", "answer")
    )
    return tuple(Opinions(line, About(about), answer, many) for line, about, answer, many in sums)


def just_over(*, desk: str, since: datetime) -> types.Ticket | None:
    """The last visitor of a desk that is open, should they have gone after `since`: for the tablet beside it.

    Raises:
        NoSuchDesk: it is not open.
    """
    row = models.Desk.objects.filter(key=desk, closed_at=None).first()
    if row is None:
        raise NoSuchDesk(desk)
    ours = [line.key for line in plan.lines(place=row.place)]
    stays = models.Visit.objects.filter(line__in=ours, ended_at__gte=max(since, row.opened_at))
    last = (
        stays.filter(desk=row.label, outcome="ended").order_by("-ended_at").select_related("ticket").first()
    )
    return facts.ticket(last.ticket, visits=True) if last else None


def forget_who_answered() -> int:
    """In the night nobody is asked again, so nothing is left of who has answered."""
    many, _each = models.Answered.objects.all().delete()
    return many


def _is_time(ticket: types.Ticket, at: datetime) -> bool:
    return ticket.state.is_over and clock.day(ticket.issued_at) == clock.day(at)


def _mark(ticket: str, about: About) -> str:
    """Tells nobody which ticket it is of without the secret of the house."""
    return salted_hmac("queue.opinion", f"{about}|{ticket}", algorithm="sha256").hexdigest()
