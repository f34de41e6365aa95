"""Sets for a counter: answers without a name, opened by a token; what is done is ticked by staff."""

import hashlib
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from sagacity.kit import keys, policy, serials
from sagacity.procedures.api import Answers
from sagacity.procedures.guide import asking, models, types

KEPT_FOR = timedelta(days=30)  # from the answers at home to the visit, and the days after it
LETTERS = 12  # 58 bits: nobody guesses one in a month, and a clerk can type it
PREFIX = "GUIDE:"  # so that a scanner knows what it has read; capitals make a small QR code


class NoSuchSet(LookupError):
    """The token or key opens nothing: unknown, or over."""


class SetMoved(Exception):
    """Somebody else wrote answers meanwhile; what they wrote stands."""


class NotInTheList(ValueError):
    """This procedure is not in the list of these answers."""


def hand_over(*, event: str, answers: Answers, at: datetime) -> types.Handed:
    """A set with its token, which is told this once.

    Raises:
        NoSuchEvent: the guide has no such life event.
    """
    return _make(event=event, answers=answers, at=at)


def begin_at_counter(*, event: str, client_key: str, at: datetime) -> types.Handed:
    """An empty set for questions at the counter; the same client key gives the first one, without token.

    Raises:
        NoSuchEvent: the guide has no such life event.
    """
    try:
        with transaction.atomic():
            return _make(event=event, answers={}, at=at, client_key=client_key)
    except IntegrityError:
        row = models.HandedSet.objects.get(client_key=client_key)
        return types.Handed("", _as_fact(row))


def open_by(*, token: str, at: datetime) -> types.HandedSet:
    """The set of a token, typed or scanned; it stays open for others, at the next desk.

    Raises:
        NoSuchSet: the token is unknown or over.
    """
    row = models.HandedSet.objects.filter(digest=_digest(token), until__gt=at).first()
    if row is None:
        raise NoSuchSet
    return _as_fact(row)


def handed_set(*, key: str, at: datetime) -> types.HandedSet:
    """One set by its key.

    Raises:
        NoSuchSet: it is unknown or over.
    """
    return _as_fact(_row(key, at))


@transaction.atomic
def renew_token(*, key: str, at: datetime) -> str:
    """A new token for a set: the resident takes it along on paper. The old one opens nothing any more.

    Raises:
        NoSuchSet
    """
    row, token = _row(key, at, lock=True), _token()
    row.digest = _digest(token)
    row.save(update_fields=["digest"])
    return token


@transaction.atomic
def write(*, key: str, answers: Answers, seen: int, at: datetime) -> types.HandedSet:
    """Answers put right at the counter; ticks of procedures that are not in the list any more go.

    Raises:
        NoSuchSet
        SetMoved: somebody wrote since revision `seen`; nothing is kept.
    """
    row = _row(key, at, lock=True)
    if seen != row.revision:
        raise SetMoved(key)
    row.answers, row.revision = dict(answers), row.revision + 1
    row.save(update_fields=["answers", "revision"])
    row.ticks.exclude(rule__in=_rules(row, at)).delete()
    return _as_fact(row)


@transaction.atomic
def tick(*, key: str, rule: str, done: bool, by: policy.Person, at: datetime) -> types.HandedSet:
    """Say that a procedure of the list was done, or was not after all; said twice it is said once.

    Raises:
        NoSuchSet
        NotInTheList: these answers do not ask for it.
    """
    row = _row(key, at, lock=True)
    if rule not in _rules(row, at):
        raise NotInTheList(rule)
    if done:
        models.Tick.objects.get_or_create(handed=row, rule=rule, defaults={"at": at, "by": by.key})
    else:
        row.ticks.filter(rule=rule).delete()
    return _as_fact(row)


def drop_what_is_over(*, at: datetime) -> int:
    """Take away sets whose month is over; says how many."""
    over = models.HandedSet.objects.filter(until__lte=at)
    count = over.count()
    over.delete()
    return count


def shown(token: str) -> str:
    """A token as people read it: four groups of three."""
    return "-".join(token[place : place + 3] for place in range(0, len(token), 3))


def _make(*, event: str, answers: Answers, at: datetime, client_key: str | None = None) -> types.Handed:
    asking.event(key=event)
    token = _token()
    row = models.HandedSet.objects.create(
        key=keys.new("GuideSet"),
        digest=_digest(token),
        client_key=client_key,
        event=event,
        answers=dict(answers),
        made_at=at,
        until=at + KEPT_FOR,
    )
    return types.Handed(token, _as_fact(row))


def _token() -> str:
    return serials.random_letters(LETTERS)


def _digest(token: str) -> str:
    plain = token.strip().upper().removeprefix(PREFIX)
    return hashlib.sha256("".join(one for one in plain if one.isalnum()).encode()).hexdigest()


def _row(key: str, at: datetime, *, lock: bool = False) -> models.HandedSet:
    rows = models.HandedSet.objects.select_for_update() if lock else models.HandedSet.objects.all()
    row = rows.filter(key=key, until__gt=at).first()
    if row is None:
        raise NoSuchSet(key)
    return row


def _rules(row: models.HandedSet, at: datetime) -> list[str]:
    try:
        return [step.rule for step in asking.answer(event=row.event, answers=row.answers, at=at).steps]
    except asking.NoSuchEvent:
        return []


def _as_fact(row: models.HandedSet) -> types.HandedSet:
    ticks = tuple(types.Tick(one.rule, one.at, one.by) for one in row.ticks.order_by("at", "id"))
    return types.HandedSet(row.key, row.event, row.answers, row.revision, row.made_at, row.until, ticks)
