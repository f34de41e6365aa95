"""The whole story of a bill, in the order in which it happened, in words."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from sagacity.desks.cashier import words
from sagacity.kit.audit import api as audit
from sagacity.ledger import api as ledger


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened."""

    at: datetime
    what: str | Promise
    note: str = ""
    who: str = ""
    icon: str = "info"


def of(bill: ledger.Bill) -> list[Moment]:
    """Payments begun, what providers said, refunds, postings' reasons and what staff did; oldest first."""
    found = [*_acts(bill), *_payments(bill), *_claims(bill), *_refunds(bill)]
    return sorted(found, key=lambda one: one.at)


def _acts(bill: ledger.Bill) -> list[Moment]:
    told = []
    for thing in (bill.key, *(one.key for one in bill.payments)):
        for line in audit.about(thing=thing):
            if name := _act(line.action):
                told.append(Moment(line.at, name, note=line.purpose, who=line.actor_name, icon="user"))
    return told


def _act(action: str) -> str:
    return {
        "ledger.make_bill": _("請求をつくりました"),
        "ledger.cancel_bill": _("請求を取り消しました"),
        "ledger.call_off": _("支払いを止めました"),
        "ledger.assign": _("ほかの請求に届いたお金を、この請求に充てました"),
        "ledger.make_receipt": _("領収書をつくりました"),
        "proposal.made": _("提案しました（二人目を待ちます）"),
        "proposal.approved": _("提案を承認しました"),
        "proposal.refused": _("提案を認めませんでした"),
        "proposal.withdrawn": _("提案を取り下げました"),
        "proposal.over": _("提案の期限が過ぎました"),
    }.get(action, "")


def _payments(bill: ledger.Bill) -> list[Moment]:
    return [
        Moment(
            one.started_at,
            _("支払いを始めました：%(method)s") % {"method": words.method(one.provider, one.method)},
            note=_("番号 %(number)s") % {"number": one.number} if one.number else "",
            icon="paper",
        )
        for one in bill.payments
        if not one.assigned_from
    ]


def _claims(bill: ledger.Bill) -> list[Moment]:
    return [
        Moment(
            one.at,
            _("%(way)s：%(outcome)s（%(yen)s%(currency)s）")
            % {
                "way": words.WAYS.get(one.way, one.way),
                "outcome": words.OUTCOMES.get(one.outcome, one.outcome),
                "yen": f"{one.amount:,}",
                "currency": "円" if one.currency == "JPY" else one.currency,
            },
            note=str(words.EFFECTS.get(one.effect, one.effect)),
            icon="warning" if one.effect == "questioned" else "info",
        )
        for one in ledger.heard_of(bill=bill.key)
    ]


def _refunds(bill: ledger.Bill) -> list[Moment]:
    found = []
    for payment in bill.payments:
        for one in ledger.refunds(payment=payment.key):
            said = {"yen": f"{one.amount:,}", "state": words.REFUNDS[one.state]}
            found.append(
                Moment(one.asked_at, _("返金%(yen)s円：%(state)s") % said, note=one.reason, icon="undo")
            )
    return found
