"""Bills of the demonstration: a certificate sent by post, and a meeting room. Nobody owes anything."""

from datetime import datetime, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sagacity.kit import clock, policy
from sagacity.kit.money import Yen, yen
from sagacity.ledger import api as ledger

CERTIFICATE = "residence_certificate"
HALL = {
    "ja": "会議室の使用料（見本）",
    "ja-easy": "会議室〈かいぎしつ〉の お金〈かね〉（れんしゅう）",
    "en": "Use of a meeting room (sample)",
    "zh-hans": "会议室使用费（演示）",
    "ko": "회의실 사용료(견본)",
    "vi": "Phí dùng phòng họp (mẫu)",
}


def is_on() -> bool:
    return bool(settings.DEMO)


@policy.access(policy.resident(level=1))
@never_cache
@require_POST
def ask_me(request: HttpRequest) -> HttpResponse:
    """Make the bills of the demonstration for whoever asks; elsewhere there is no such door."""
    if not is_on():
        raise Http404
    make_bills(payer=policy.resident_person_of(request).key, at=clock.now())
    return HttpResponseRedirect(reverse("pay:listed"))


def make_bills(*, payer: str, at: datetime) -> None:
    """Two bills for a resident, once."""
    if ledger.bills(payers=[payer]):
        return
    due = clock.day(at) + timedelta(days=14)
    tariff = ledger.tariff()
    if CERTIFICATE in tariff.rules:
        case = ledger.Case(fee=CERTIFICATE, applied_on=clock.day(at), copies=2, by_post=bool(tariff.postage))
        fee = ledger.work_out(case, tariff=tariff)
        ledger.make_bill(
            client_key=f"demo:certificate:{payer}",
            title=fee.rule.name,
            amount=fee.amount,
            lines=ledger.lines_of(fee),
            payer=payer,
            fee=fee.rule.key,
            rule_version=fee.version,
            division=fee.rule.division,
            due_on=due,
            by=policy.SYSTEM,
            at=at,
        )
    ledger.make_bill(
        client_key=f"demo:hall:{payer}",
        title=HALL,
        amount=yen(1100),
        lines=(ledger.BillLine(HALL, Yen(550), 2),),
        tax_percent=10,
        payer=payer,
        due_on=due,
        by=policy.SYSTEM,
        at=at,
    )
