"""What goes on paper: the sheet to be signed where no screen can be used, and the list at the end."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sagacity.desks.onestop import doors, pictures, words
from sagacity.kit import clock, policy
from sagacity.kit.city import api as city
from sagacity.kit.manifest import in_language
from sagacity.procedures.visits import api as visits


@policy.access(doors.COUNTER)
@never_cache
@require_safe
def paper(request: HttpRequest, key: str) -> HttpResponse:
    """Everything that stands on the sheet, with a place to sign, in the language of the resident."""
    visit = doors.visit_or_404(key)
    if visit.is_over or visit.clerk != policy.person_of(request).key:
        return redirect("desk_onestop:one", key=key)
    wanted = request.GET.get("language", "")
    language = wanted if wanted in {one.code for one in city.languages()} else words.language()
    sheet = visits.sheet(visit=key, at=clock.now(), language=language)
    context = {
        "visit": visit,
        "groups": visits.read_groups(sheet=sheet, language=language),
        "names": [in_language(one.definition.name, language) for one in sheet.parts],
        "languages": city.languages(),
        "sheet_language": language,
        "at": clock.now(),
    }
    return render(request, "desk_onestop/paper.html", context)


@policy.access(doors.COUNTER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, key: str) -> HttpResponse:
    """A press makes the code for the telephone, in the language of the resident."""
    wanted = request.POST.get("language") or request.GET.get("language", "")
    language = wanted if wanted in {one.code for one in city.languages()} else words.language()
    try:
        closing = visits.closing(visit=key)
        token = visits.address(visit=key) if request.method == "POST" else ""
    except visits.NoSuchClosing as problem:
        raise Http404(key) from problem
    context = {
        "key": key,
        "closing": closing,
        "list": visits.closing_view(closing=closing, language=language),
        "qr": pictures.drawn(f"{pictures.house(request)}/visit/list/{token}/") if token else "",
        "languages": city.languages(),
        "sheet_language": language,
        "at": clock.now(),
    }
    return render(request, "desk_onestop/list.html", context)
