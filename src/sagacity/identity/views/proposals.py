"""What two people decide: the list, and one proposal with yes, no, and taking back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sagacity.kit import clock, policy
from sagacity.kit.proposals import api as proposals

STATES: dict[proposals.State, Promise] = {
    proposals.State.WAITING: gettext_lazy("承認を待っています"),
    proposals.State.APPROVED: gettext_lazy("承認されました"),
    proposals.State.REFUSED: gettext_lazy("認められませんでした"),
    proposals.State.WITHDRAWN: gettext_lazy("取り下げました"),
    proposals.State.OVER: gettext_lazy("期限が過ぎました"),
}


@policy.access(policy.ANY_STAFF)
@never_cache
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    person, at = policy.person_of(request), clock.now()
    waiting = proposals.waiting_for(person, at=at)
    shown = {each.key for each in waiting}
    latest = [each for each in proposals.latest(of=proposals.decided_by(person)) if each.key not in shown]
    page = {
        "waiting": [_row(each) for each in waiting],
        "mine": [_row(each) for each in proposals.made_by(person)],
        "latest": [_row(each) for each in latest if each.proposed_by != person.key],
    }
    return render(request, "identity/proposals.html", page)


@policy.access(policy.ANY_STAFF)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, key: str) -> HttpResponse:
    person, at = policy.person_of(request), clock.now()
    proposal = _seen_by(person, key)
    if request.method == "POST":
        _decide(request, proposal)
        return redirect("identity:proposal", key=key)
    is_open, own = proposal.is_open(at), proposal.proposed_by == person.key
    page = {
        **_row(proposal),
        "is_open": is_open,
        "own": own,
        "may_decide": is_open and any(each.key == key for each in proposals.waiting_for(person, at=at)),
    }
    return render(request, "identity/proposal.html", page)


def _decide(request: HttpRequest, proposal: proposals.Proposal) -> None:
    person, at, said = policy.person_of(request), clock.now(), request.POST.get("answer", "")
    try:
        if said == "approve":
            proposals.approve(key=proposal.key, by=person, at=at)
            messages.success(request, _("承認し、実行しました。"))
        elif said == "refuse":
            proposals.refuse(key=proposal.key, why=request.POST.get("why", ""), by=person, at=at)
            messages.success(request, _("認めないことにしました。提案した人の一覧に、理由が出ます。"))
        elif said == "withdraw":
            proposals.withdraw(key=proposal.key, by=person, at=at)
            messages.success(request, _("取り下げました。"))
    except proposals.CannotBeDone as problem:
        messages.error(request, str(problem))
    except proposals.NoReason:
        messages.error(request, _("認めない理由を書いてください。まだ何も決まっていません。"))
    except proposals.NotOpen:
        messages.info(request, _("この提案は、もう決まったか、期限が過ぎています。"))
    except proposals.SamePerson:
        messages.error(
            request, _("提案した人と、提案の対象の人は決められません。ほかの承認者に頼んでください。")
        )
    except proposals.NotTheirs as problem:
        raise PermissionDenied(proposal.act) from problem


def _seen_by(person: policy.Person, key: str) -> proposals.Proposal:
    """For whoever proposed it, may decide it, or may propose such an act."""
    try:
        proposal = proposals.proposal(key)
        act = proposals.act(proposal.act)
    except (proposals.NoSuchProposal, proposals.NoSuchAct) as problem:
        raise Http404(key) from problem
    if person.key != proposal.proposed_by and not person.may(act.decides) and not person.may(act.proposes):
        raise PermissionDenied(act.decides)
    return proposal


def _row(proposal: proposals.Proposal) -> dict[str, object]:
    try:
        act = proposals.act(proposal.act)
        title, said = act.title, act.say(proposal.payload)
    except proposals.NoSuchAct:
        title, said = proposal.act, ""
    return {"proposal": proposal, "title": title, "said": said, "state": STATES[proposal.state]}
