"""Pictures of the form that is open here."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sagacity.desks.remote import doors
from sagacity.kit import policy
from sagacity.kit.uploads import api as uploads
from sagacity.procedures.forms import api as filling


@policy.access(doors.ENTER)
@never_cache
@require_safe
def one(request: HttpRequest, key: str, upload: str) -> HttpResponse:
    form = doors.form_or_404(doors.open_call_or_404(request, key))
    if upload not in filling.uploads_of(form):
        raise Http404(upload)
    return uploads.answer(upload=uploads.upload(key=upload), small="small" in request.GET)
