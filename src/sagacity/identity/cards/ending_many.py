"""Many cards end at once, as when a bundle of printed ones is missing: by two people."""

from datetime import date, datetime, time, timedelta

from django.db import models as django_models
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sagacity.identity import api as identity
from sagacity.identity.cards import endings, models, types
from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.proposals import api as proposals

ACT = "cards.end_many"
THING = "urn:ngsi-ld:Card:several"
KINDS = {
    "": gettext_lazy("すべての市民証"),
    types.Kind.PRINTED.value: gettext_lazy("紙の市民証"),
    types.Kind.DEVICE.value: gettext_lazy("本人の端末の市民証"),
    types.Kind.WALLET.value: gettext_lazy("本人のウォレットの市民証"),
}


def offer() -> None:
    """Say that this act needs two people."""
    title = gettext_lazy("たくさんの市民証を終わらせる")
    proposals.offer_act(
        proposals.Act(ACT, title, identity.CARD_ISSUE, identity.STAFF_APPROVE, _say, _carry_out)
    )


def count(*, kind: str, first: date, last: date, at: datetime) -> int:
    """How many valid cards were issued from one day to another."""
    return _rows(kind, first, last).filter(ended_at=None, expires_at__gt=at).count()


def propose(
    *, kind: str, first: date, last: date, reason: str, by: policy.Person, at: datetime
) -> proposals.Proposal:
    """Ask a second person to end them.

    Raises:
        proposals.NotTheirs, proposals.NoReason: nothing was proposed.
    """
    payload = {"kind": kind, "first": first.isoformat(), "last": last.isoformat()}
    return proposals.propose(act=ACT, thing=THING, payload=payload, reason=reason, by=by, at=at)


@transaction.atomic
def end(
    *,
    kind: str,
    first: date,
    last: date,
    reason: str,
    by: policy.Person,
    at: datetime,
    approved_by: policy.Person | None = None,
) -> int:
    """End every valid card of a kind that was issued in these days; says how many.

    Raises:
        proposals.NeedsSecondPerson: none ended.
    """
    proposals.demand_two(by=by, approved_by=approved_by)
    ended = endings.end_rows(_rows(kind, first, last), why=types.Why.CITY, by=by, at=at, reason=reason)
    audit.record(actor=by, action=ACT, thing=THING, at=at, purpose=reason, after={"ended": ended})
    return ended


def _rows(kind: str, first: date, last: date) -> "django_models.QuerySet[models.Card]":
    begin = datetime.combine(first, time.min, tzinfo=clock.JAPAN)
    after = datetime.combine(last + timedelta(days=1), time.min, tzinfo=clock.JAPAN)
    rows = models.Card.objects.filter(issued_at__gte=begin, issued_at__lt=after)
    return rows.filter(kind=kind) if kind else rows


def _said(payload: proposals.Payload) -> tuple[str, date, date]:
    return payload["kind"], date.fromisoformat(payload["first"]), date.fromisoformat(payload["last"])


def _say(payload: proposals.Payload) -> str:
    kind, first, last = _said(payload)
    return _("%(kind)s。%(first)s から %(last)s までに発行したもの（いま使えるもの %(count)d枚）") % {
        "kind": KINDS[kind],
        "first": first,
        "last": last,
        "count": count(kind=kind, first=first, last=last, at=clock.now()),
    }


def _carry_out(
    payload: proposals.Payload, *, by: policy.Person, approved_by: policy.Person, reason: str, at: datetime
) -> None:
    kind, first, last = _said(payload)
    ended = end(kind=kind, first=first, last=last, reason=reason, by=by, at=at, approved_by=approved_by)
    if not ended:
        raise proposals.CannotBeDone(_("この日に発行した市民証で、いま使えるものはありません。"))
