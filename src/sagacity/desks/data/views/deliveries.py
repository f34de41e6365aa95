"""Subscriptions and how their notifications go; what nobody tries any more goes again with one press."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sagacity.broker import api as broker
from sagacity.desks.data import doors, looked
from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.ui import api as ui

PER_PAGE, LAST = 50, 50


@require_GET
@policy.access(doors.LIVE)
def table(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:200]
    offset = ui.offset(request, per_page=PER_PAGE)
    found = broker.find_subscriptions(text=words, limit=PER_PAGE + 1, offset=offset)
    page = {
        "words": words,
        "subscriptions": found[:PER_PAGE],
        "older": ui.page_number(request) + 1 if len(found) > PER_PAGE else 0,
        "newer": ui.page_number(request) - 1,
        "endpoints": broker.endpoints_waited_for(),
        "is_operator": policy.person_of(request).may(doors.OPERATE.permission),
    }
    return render(request, "desk_data/subscriptions.html", page)


@require_GET
@policy.access(doors.LIVE)
def one(request: HttpRequest, key: str) -> HttpResponse:
    subscription = _or_404(key)
    looked.write_down(request, tenant=subscription.tenant, what=f"subscription:{key}")
    failed = request.GET.get("failed") == "1"
    entity = request.GET.get("entity", "").strip()[:256]
    found = broker.find_deliveries(
        subscription=key, failed=failed, entity=entity, before=_before(request), limit=LAST + 1
    )
    page = {
        "subscription": subscription,
        "dead": broker.find_dead_letters(subscription=key, limit=LAST),
        "deliveries": found[:LAST],
        "older": ui.replaced(request, before=str(found[LAST - 1].number)) if len(found) > LAST else "",
        "entity": entity,
        "all_url": ui.replaced(request, failed="", before=""),
        "failed_url": ui.replaced(request, failed="1", before=""),
        "failed": failed,
        "last": LAST,
        "is_operator": policy.person_of(request).may(doors.OPERATE.permission),
    }
    return render(request, "desk_data/subscription.html", page)


@require_POST
@policy.access(doors.OPERATE)
def replay(request: HttpRequest, key: str) -> HttpResponse:
    """Send dead letters again, one or all; a second press finds none and harms nobody."""
    subscription = _or_404(key)
    said = request.POST.get("letter", "")
    letters = [int(said)] if said.isascii() and said.isdigit() and len(said) < 19 else []
    sent = broker.replay_letters(letters=letters, tenant=subscription.tenant, subscription=key)
    if sent:
        _write_down(request, f"broker.replay {sent}", subscription)
        messages.success(request, _("%(sent)s件を送り直しています。") % {"sent": sent})
    else:
        messages.info(request, _("送り直すものはもうありません。先に送り直されたか、消されています。"))
    return redirect("desk_data:subscription", key)


@require_POST
@policy.access(doors.OPERATE)
def try_now(request: HttpRequest) -> HttpResponse:
    """Have a receiver that rests after failures tried at once."""
    named = request.POST.get("endpoint", "")
    if any(one.endpoint == named and one.waiting for one in broker.endpoints_waited_for()):
        broker.try_endpoint(endpoint=named)
        at, thing = clock.now(), f"broker:endpoint:{named}"
        audit.record(actor=policy.person_of(request), action="broker.try_now", thing=thing, at=at)
        messages.success(request, _("いま試しています。届かなければ、次に試すときがここに出ます。"))
    else:
        messages.info(request, _("この受け手に待っている知らせは、もうありません。"))
    return redirect("desk_data:subscriptions")


@require_POST
@policy.access(doors.OPERATE)
def status(request: HttpRequest, key: str) -> HttpResponse:
    """Let a subscription rest, or wake it."""
    subscription = _or_404(key)
    wakes = request.POST.get("wake") == "1"
    if wakes != (subscription.status == "active"):
        broker.set_subscription_status(subscription=key, status="active" if wakes else "inactive")
        _write_down(request, "broker.wake" if wakes else "broker.rest", subscription)
    messages.success(request, _("知らせるようにしました。") if wakes else _("知らせるのを止めました。"))
    return redirect("desk_data:subscription", key)


def _before(request: HttpRequest) -> int:
    """The number behind which the page goes on; 0, from the newest on, when it is none."""
    said = request.GET.get("before", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 19 else 0


def _or_404(key: str) -> broker.Subscription:
    for found in broker.find_subscriptions(text=key, limit=PER_PAGE):
        if found.id == key:
            return found
    raise Http404(key)


def _write_down(request: HttpRequest, action: str, subscription: broker.Subscription) -> None:
    audit.record(
        actor=policy.person_of(request),
        action=action,
        thing=f"broker:{subscription.tenant}:subscription:{subscription.id}",
        at=clock.now(),
    )
