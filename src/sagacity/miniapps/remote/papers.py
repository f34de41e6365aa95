"""Pictures of papers: taken in for one paper of the form, at the clerk's wish, and shown again."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sagacity.kit import clock, policy
from sagacity.kit.uploads import api as uploads
from sagacity.miniapps.remote.doors import form_or_404, resident_only, with_seat
from sagacity.procedures.forms import api as forms
from sagacity.reservations.remote import api as remote

MOST = 10  # pictures of one paper


@policy.access(policy.ANYONE)
@require_POST
@with_seat
@resident_only
def picture(request: HttpRequest, seat: remote.Seat, token: str) -> HttpResponse:
    """Keep one picture for one paper; what it is says its content, not its name."""
    form, at = form_or_404(seat), clock.now()
    person, language = policy.resident_person_of(request), get_language() or "ja"
    stand = forms.standing(form=form, by=person, at=at, language=language)
    wanted = request.POST.get("paper", "")
    paper = next((one for one in stand.definition.papers if one.key == wanted), None)
    sent = request.FILES.getlist("picture")
    if paper is None or paper.key not in stand.checked.papers or len(sent) != 1:
        return JsonResponse({"wrong": _("この手続では、この写真は要りません。")}, status=422)
    if len(form.papers.get(paper.key, ())) >= MOST:
        return JsonResponse({"wrong": _("写真は、一つの書類に10枚までです。")}, status=422)
    wrong = forms.take_papers(
        form=form, papers=[paper], files=MultiValueDict({f"a.{paper.key}": sent}), at=at
    )
    if wrong:
        return JsonResponse({"wrong": wrong[paper.key]}, status=422)
    remote.tell(call=seat.call.key, kind=remote.Kind.PICTURE, body={"paper": paper.key}, at=at)
    return JsonResponse({})


@policy.access(policy.ANYONE)
@never_cache
@require_safe
@with_seat
def file(request: HttpRequest, seat: remote.Seat, token: str, upload: str) -> HttpResponse:
    """A file of the form that is shown: for the resident alone."""
    if seat.role is not remote.Role.RESIDENT:
        raise Http404(upload)
    if upload not in forms.uploads_of(form_or_404(seat)):
        raise Http404(upload)
    return uploads.answer(upload=uploads.upload(key=upload), small="small" in request.GET)
