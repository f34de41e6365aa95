"""Tills: put change in, count at the end of the day, see the difference."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sagacity.desks.cashier import doors, forms
from sagacity.kit import clock, policy
from sagacity.kit.money import Yen
from sagacity.ledger import api as ledger


@policy.access(doors.LOOK)
@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    return _list(request, forms.ChangeForm())


def _list(request: HttpRequest, form: forms.ChangeForm, *, status: int = 200) -> HttpResponse:
    context = {
        "tab": "tills",
        "tills": ledger.tills(),
        "counts": ledger.counts(limit=30),
        "form": form,
        "may_take": doors.may(request, doors.TAKE),
    }
    return render(request, "desk_cashier/tills.html", context, status=status)


@policy.access(doors.TAKE)
@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """Put money into a till, so that change can be given."""
    form = forms.ChangeForm(request.POST)
    if not form.is_valid():
        return _list(request, form, status=422)
    said = form.cleaned_data
    ledger.put_in_change(
        client_key=form.client_key,
        till=said["till"].strip(),
        amount=Yen(said["amount"]),
        by=policy.person_of(request),
        at=clock.now(),
    )
    put = {"till": said["till"].strip(), "yen": f"{said['amount']:,}"}
    messages.success(request, _("「%(till)s」に%(yen)s円を入れました。") % put)
    return redirect("desk_cashier:tills")


@policy.access(doors.TAKE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def count(request: HttpRequest, till: str) -> HttpResponse:
    """Count one till."""
    found = next((one for one in ledger.tills() if one.name == till), None)
    if found is None:
        raise Http404(till)
    form = forms.CountForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _counted(request, found, form):
        return redirect("desk_cashier:tills")
    context = {
        "tab": "tills",
        "till": found,
        "form": form,
        "counts": ledger.counts(till=till, limit=10),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "desk_cashier/count.html", context, status=status)


def _counted(request: HttpRequest, till: ledger.Till, form: forms.CountForm) -> bool:
    said = form.cleaned_data
    try:
        done = ledger.count_till(
            client_key=form.client_key,
            till=till.name,
            coins=form.coins,
            left=Yen(said["left"]),
            reason=said["why"],
            by=policy.person_of(request),
            at=clock.now(),
        )
    except ledger.NoReason:
        total = sum(coin * many for coin, many in form.coins.items())
        told = {
            "counted": f"{total:,}",
            "expected": f"{till.balance:,}",
            "yen": f"{abs(total - till.balance):,}",
        }
        form.add_error(
            "why",
            (
                _(
                    "数えたのは%(counted)s円で、帳簿の%(expected)s円より%(yen)s円多いです。数え直すか、理由を書いてください。"
                )
                if total > till.balance
                else _(
                    "数えたのは%(counted)s円で、帳簿の%(expected)s円より%(yen)s円少ないです。数え直すか、理由を書いてください。"
                )
            )
            % told,
        )
        return False
    except ledger.LeavesMoreThanCounted:
        form.add_error("left", _("数えた額より多くは残せません。"))
        return False
    told = {
        "till": till.name,
        "counted": f"{done.counted:,}",
        "bank": f"{done.taken_to_bank:,}",
        "left": f"{done.left:,}",
    }
    messages.success(
        request,
        _("「%(till)s」を締めました。数えた額%(counted)s円、銀行へ%(bank)s円、残し%(left)s円。") % told,
    )
    if done.difference:
        messages.info(
            request, _("差%(yen)s円は、差額の勘定に分けて記帳しました。") % {"yen": f"{done.difference:+,}"}
        )
    return True
