"""Sending: only the resident does it, at the level that the procedure asks for."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sagacity.identity import api as identity
from sagacity.identity.accounts import api as accounts
from sagacity.kit import clock, policy
from sagacity.miniapps.remote.doors import form_of, in_a_frame, resident_only, with_seat
from sagacity.miniapps.remote.sharing import draw
from sagacity.procedures import api as procedures
from sagacity.procedures.cases import api as cases
from sagacity.procedures.forms import api as forms
from sagacity.reservations.remote import api as remote


@policy.access(policy.ANYONE)
@in_a_frame
@require_POST
@with_seat
@resident_only
def send(request: HttpRequest, seat: remote.Seat, token: str) -> HttpResponse:
    """Make a case of what was filled in together. Sent twice, it is one case."""
    form, at, person = form_of(seat), clock.now(), policy.resident_person_of(request)
    there = HttpResponseRedirect(reverse("remote:page", args=[token]))
    if form is None or form.is_sent:
        return there
    resident = accounts.resident_of(request)
    try:
        if resident is not None and not form.mandate:
            owner = identity.begin(request, at=at).key
            forms.adopt(form=form.key, by=person, owner=owner, inhabitant=resident.inhabitant, at=at)
        case = forms.submit(form=form.key, by=person, at=at)
    except forms.FormIsSent:
        return there
    except Exception as problem:
        words = _words(problem)
        if not words:
            raise
        stand = forms.standing(form=form, by=person, at=at, language=get_language() or "ja")
        return draw(request, seat, token, stand, wrong=words)
    remote.tell(call=seat.call.key, kind=remote.Kind.SENT, body={"number": case.number}, at=at)
    return there


def _words(problem: Exception) -> str:
    """What stood in the way, and what to do; empty for what nobody expected."""
    if isinstance(problem, policy.TooLittleAssurance):
        return _(
            "本人であることの確かめが足りません。「本人を確かめる」をおすか、職員に受け付けてもらってください。"
        )
    if isinstance(problem, forms.SomebodyElse):
        return _("この申請書は、ほかの人のものです。その人がサインインして送ってください。")
    if isinstance(problem, cases.OneAlready):
        return _("同じ申請が、もう出ています。新しくは送りませんでした。")
    if isinstance(problem, cases.NotGood | cases.PaperMissing):
        return _("まだ足りないところがあります。職員と一緒に直してください。")
    if isinstance(problem, cases.HoldsMyNumber):
        return _("個人番号（マイナンバー）と思われる数字があります。消してから送ってください。")
    if isinstance(problem, procedures.NotInForce | procedures.NoSuchProcedure | cases.ClientKeyTaken):
        return _("この手続は、いまは受け付けていません。職員に聞いてください。")
    return ""
