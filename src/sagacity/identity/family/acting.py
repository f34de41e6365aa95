"""Acting for another: one function decides, whichever way the delegate came; what it refuses nobody does."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from sagacity.identity.family import acts, models
from sagacity.identity.family import mandate_types as facts
from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit


class OutsideTheMandate(Exception):
    """The mandate does not reach so far; `reason` is a stable word.

    `unknown`, `not_accepted`, `ended`, `not_yet`, `over`, `other_act`, `other_channel`, `no_amount`,
    `times_used`, `amount_used`.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@contextmanager
def acting_for(
    *,
    mandate: str,
    act: str,
    by: policy.Person,
    at: datetime,
    what: str = "",
    amount_yen: int = 0,
    channel: str = "app",
) -> Iterator[facts.Acting]:
    """Let a delegate (`by`) do one act in the giver's name: `with acting_for(…) as acting:` do it.

    What stands under `with` is one transaction with the line that it was done: an act that fails was not
    used. Page, API and counter all come through here; `channel` says which. The level is that of the
    delegate, now. A refusal is in the log.

    Raises:
        OutsideTheMandate: the act is not among those given, or a limit or a day is reached.
        TooLittleAssurance: the delegate has proven too little for this act.
    """
    try:
        with transaction.atomic():
            yield _used(mandate, act, by, at, what=what, amount_yen=amount_yen, channel=channel)
    except (OutsideTheMandate, policy.TooLittleAssurance) as refusal:
        reason = refusal.reason if isinstance(refusal, OutsideTheMandate) else "too_little_assurance"
        audit.record(
            actor=by,
            action="family.act.refused",
            thing=mandate[:80],
            purpose=f"{act[:60]} {reason}",
            channel=channel,
            at=at,
        )
        raise


def may_act_for(*, mandate: str, act: str, resident: str, at: datetime) -> bool:
    """Whether something that stands on a mandate may stay: no limit is counted, nothing is written down."""
    row = models.Mandate.objects.filter(key=mandate, delegate_resident=resident).first()
    return row is not None and _reason_against(row, act, at) == ""


def _used(
    mandate: str, act: str, by: policy.Person, at: datetime, *, what: str, amount_yen: int, channel: str
) -> facts.Acting:
    row = models.Mandate.objects.select_for_update().filter(key=mandate).first()
    if row is None or by.through or not by.key or row.delegate_resident != by.key:
        raise OutsideTheMandate("not_accepted" if row and not row.accepted_at else "unknown")
    if reason := _reason_against(row, act, at) or _limit_reached(row, act, amount_yen, channel):
        raise OutsideTheMandate(reason)
    policy.demand(by, level=acts.act(act).level)
    models.MandateUse.objects.create(
        mandate=row,
        act=act,
        what=what.strip()[:200],
        amount_yen=amount_yen,
        channel=channel,
        level=by.level,
        done_at=at,
    )
    audit.record(actor=by, action="family.act", thing=row.key, purpose=act, at=at, channel=channel)
    person = policy.Person(
        key=row.giver_resident or row.giver,
        name=row.giver_label,
        kind="resident",
        level=by.level,
        through=by.key,
        act=act,
    )
    return facts.Acting(person, row.giver, row.key)


def _reason_against(row: models.Mandate, act: str, at: datetime) -> str:
    today = clock.day(at)
    reasons = {
        "not_accepted": row.accepted_at is None,
        "ended": row.ended_at is not None,
        "not_yet": today < row.starts_on,
        "over": today > row.ends_on,
        "other_act": act not in row.acts or not acts.known([act]),
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def _limit_reached(row: models.Mandate, act: str, amount_yen: int, channel: str) -> str:
    offered = acts.act(act)
    yen = (row.uses.aggregate(yen=Sum("amount_yen"))["yen"] or 0) + amount_yen
    reasons = {
        "other_channel": offered.at_counter != (channel == "counter"),
        "no_amount": amount_yen < 0 or (amount_yen > 0 and not offered.takes_amount),
        "times_used": row.times is not None and row.uses.count() >= row.times,
        "amount_used": row.amount_yen is not None and yen > row.amount_yen,
    }
    return next((reason for reason, holds in reasons.items() if holds), "")
