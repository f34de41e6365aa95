"""Mandates: given by who they are for, accepted by the delegate, taken back by either."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Sum

from sagacity.identity.accounts import api as accounts
from sagacity.identity.family import acts, codes, consents, models, signals, types
from sagacity.identity.family import mandate_types as facts
from sagacity.identity.family.children import OF_AGE, NotOfAge, born_after
from sagacity.identity.register import api as register
from sagacity.kit import clock, keys, policy
from sagacity.kit.audit import api as audit

ANSWERED_WITHIN = timedelta(days=14)
LONGEST = timedelta(days=366)
MOST_YEN = 1_000_000
MOST_TIMES = 1000


class NoSuchMandate(LookupError):
    """There is none of this key, code or number on this side, or it is over."""


class BadTerms(ValueError):
    """No act, a last day before the first or more than a year away, or a limit that is none."""


class OwnMandate(Exception):
    """Nobody is their own delegate."""


@transaction.atomic
def give(
    *,
    delegate_label: str,
    chosen: Collection[str],
    starts_on: date,
    ends_on: date,
    by: policy.Person,
    at: datetime,
    limits: facts.Limits | None = None,
    reason: str = "",
) -> tuple[facts.Mandate, str]:
    """Let somebody do named acts (`chosen`) in one's own name; the code for them is told now, kept nowhere.

    `ends_on` is at most a year after `starts_on`; `limits` say how often, and up to how many yen in all.

    Raises:
        TooLittleAssurance: the giver proves by card first (level 3).
        NotOfAge, NoSuchAct, BadTerms: nothing was given.
    """
    policy.demand(by, level=accounts.Level.CERTIFICATE)
    resident = accounts.resident(by.key)
    row, code = written(
        giver=resident.inhabitant,
        chosen=chosen,
        starts_on=starts_on,
        ends_on=ends_on,
        limits=limits or facts.Limits(),
        at=at,
        giver_resident=resident.key,
        giver_label=resident.nickname,
        delegate_label=delegate_label,
        reason=reason,
        channel="app",
        given_by=by.key,
        given_by_division="",
    )
    audit.record(actor=by, action="family.mandate.give", thing=row.key, at=at, purpose=reason)
    return as_fact(row), code


def written(
    *,
    giver: str,
    chosen: Collection[str],
    starts_on: date,
    ends_on: date,
    limits: facts.Limits,
    at: datetime,
    **said: str,
) -> tuple[models.Mandate, str]:
    """The row of a mandate whose terms were checked, and the code by which it is accepted."""
    if register.is_born_after(key=giver, day=born_after(at, years=OF_AGE)):
        raise NotOfAge
    check_terms(chosen, starts_on, ends_on, limits, at)
    code = codes.new()
    labels = {"giver_label", "delegate_label"}
    row = models.Mandate.objects.create(
        key=keys.new("Mandate"),
        number=codes.number(),
        giver=giver,
        acts=sorted(set(chosen)),
        starts_on=starts_on,
        ends_on=ends_on,
        times=limits.times,
        amount_yen=limits.amount_yen,
        given_at=at,
        token_hash=codes.hashed(code),
        token_until=at + ANSWERED_WITHIN,
        **{name: value.strip()[: 40 if name in labels else 200] for name, value in said.items()},
    )
    return row, code


def check_terms(
    chosen: Collection[str], starts_on: date, ends_on: date, limits: facts.Limits, at: datetime
) -> None:
    """See that what is asked for can be given.

    Raises:
        NoSuchAct, BadTerms: it cannot.
    """
    if not chosen:
        raise BadTerms("acts")
    for key in chosen:
        acts.act(key)
    if ends_on < starts_on or ends_on < clock.day(at) or ends_on - starts_on > LONGEST:
        raise BadTerms("ends_on")
    if starts_on - clock.day(at) > LONGEST or starts_on < clock.day(at):
        raise BadTerms("starts_on")
    if limits.times is not None and not 0 < limits.times <= MOST_TIMES:
        raise BadTerms("times")
    if limits.amount_yen is not None and not 0 < limits.amount_yen <= MOST_YEN:
        raise BadTerms("amount_yen")


def offered(*, code: str, at: datetime) -> facts.Mandate:
    """The mandate behind a code; reading it accepts nothing.

    Raises:
        NoSuchMandate: the code is wrong, used or too old.
    """
    return as_fact(_by_code(code, at))


@transaction.atomic
def accept(*, code: str, by: policy.Person, at: datetime) -> facts.Mandate:
    """Become the delegate, on one's own account.

    Raises:
        TooLittleAssurance: a delegate is a proven resident (level 2).
        NoSuchMandate, OwnMandate: nothing changed.
    """
    policy.demand(by, level=accounts.Level.CARD)
    row = _by_code(code, at, lock=True)
    resident = accounts.resident(by.key)
    if resident.inhabitant == row.giver:
        raise OwnMandate
    row.delegate, row.delegate_resident, row.accepted_at = resident.inhabitant, resident.key, at
    row.save(update_fields=["delegate", "delegate_resident", "accepted_at"])
    audit.record(actor=by, action="family.mandate.accept", thing=row.key, at=at)
    return as_fact(row)


@transaction.atomic
def withdraw(*, mandate: str, by: policy.Person, at: datetime) -> None:
    """End a mandate from either side; it opens nothing from this moment on.

    Raises:
        NoSuchMandate: it is neither theirs nor given to them.
    """
    policy.demand(by, level=accounts.Level.NOTHING)
    row = models.Mandate.objects.standing().select_for_update().filter(key=mandate).first()
    if row is None or not (_is_of_giver(row, by.key) or row.delegate_resident == by.key):
        raise NoSuchMandate(mandate)
    end(row, why=types.Why.OWN_WISH, by=by, at=at)


def end(row: models.Mandate, *, why: types.Why, by: policy.Person, at: datetime) -> None:
    row.ended_at, row.why = at, why
    row.save(update_fields=["ended_at", "why"])
    audit.record(actor=by, action="family.mandate.end", thing=row.key, purpose=str(why), at=at)
    consents.end_for(thing=row.key, why=why, by=by, at=at)
    signals.mandate_ended.announce(facts.MandateEnded(row.key, row.giver, row.delegate_resident, why, at))


def given(*, resident: str) -> list[facts.Mandate]:
    """What a resident gave, by app or at a counter, with each use; newest first."""
    inhabitant = accounts.resident(resident).inhabitant
    rows = models.Mandate.objects.filter(giver_resident=resident)
    if inhabitant:
        rows = rows | models.Mandate.objects.filter(giver=inhabitant)
    return [as_fact(row, with_uses=True) for row in rows.distinct().order_by("-given_at", "-id")]


def held(*, resident: str) -> list[facts.Mandate]:
    """What a resident may do for others, or might, with each use; newest first."""
    rows = models.Mandate.objects.filter(delegate_resident=resident).order_by("-given_at", "-id")
    return [as_fact(row, with_uses=True) for row in rows]


def giver_of(*, mandate: str, resident: str) -> str:
    """Which inhabitant gave a mandate that a resident accepted; for rooms that do an act by it.

    Raises:
        NoSuchMandate: it is not theirs.
    """
    row = models.Mandate.objects.filter(key=mandate, delegate_resident=resident).first()
    if row is None:
        raise NoSuchMandate(mandate)
    return row.giver


def as_fact(row: models.Mandate, *, with_uses: bool = False) -> facts.Mandate:
    uses = tuple(
        facts.Use(use.act, use.what, use.amount_yen, use.channel, use.done_at)
        for use in (row.uses.order_by("-done_at", "-id") if with_uses else ())
    )
    return facts.Mandate(
        key=row.key,
        number=row.number,
        giver_label=row.giver_label,
        delegate_label=row.delegate_label,
        acts=tuple(row.acts),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        limits=facts.Limits(row.times, row.amount_yen),
        times_used=row.uses.count(),
        yen_used=row.uses.aggregate(yen=Sum("amount_yen"))["yen"] or 0,
        reason=row.reason,
        channel=row.channel,
        division=row.given_by_division,
        given_at=row.given_at,
        accepted_at=row.accepted_at,
        ended_at=row.ended_at,
        why=row.why,
        uses=uses,
    )


def _is_of_giver(row: models.Mandate, resident: str) -> bool:
    try:
        inhabitant = accounts.resident(resident).inhabitant
    except accounts.NoSuchResident:
        return False
    return row.giver_resident == resident or (bool(inhabitant) and row.giver == inhabitant)


def _by_code(code: str, at: datetime, *, lock: bool = False) -> models.Mandate:
    rows = models.Mandate.objects.standing().filter(accepted_at=None, token_until__gt=at)
    rows = rows.select_for_update() if lock else rows
    row = rows.filter(token_hash=codes.hashed(code), ends_on__gte=clock.day(at)).first()
    if row is None:
        raise NoSuchMandate
    return row
