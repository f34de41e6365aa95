"""Answers to questions of the editor, as parts of its page: the form is sent along and nothing is kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from sagacity.desks.notices import doors, easy, editor, picks, previews
from sagacity.desks.notices.forms import NoticeForm
from sagacity.kit import clock, policy


@policy.access(doors.WRITE)
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Advice on easy Japanese for the texts of one language."""
    code = request.GET.get("language", "ja")
    title, body = request.POST.get(f"title_{code}", ""), request.POST.get(f"body_{code}", "")
    found = easy.warnings(title, body, language=code) if code in easy.CHECKED else ()
    return render(
        request, "desk_notices/warnings.html", {"warnings": found, "is_checked": bool(title or body)}
    )


@policy.access(doors.WRITE)
@require_POST
def reach(request: HttpRequest) -> HttpResponse:
    form = NoticeForm(request.POST, at=clock.now())
    return render(request, "desk_notices/reach.html", {"reach": editor.reach(form)})


@policy.access(doors.WRITE)
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    form = NoticeForm(request.POST, at=clock.now())
    return render(request, "desk_notices/looks.html", {"looks": previews.of_form(form)})


@policy.access(doors.WRITE)
@require_POST
def find(request: HttpRequest) -> HttpResponse:
    """What the registry finds; what was ticked among earlier answers moves up to the chosen ones."""
    words = request.POST.get("find", "")
    chosen, events = request.POST.getlist("attachments"), request.POST.getlist("events")
    page = {
        "find": words,
        "hits": [one for one in picks.found(words=words, at=clock.now()) if one.key not in chosen],
        "chosen": picks.named(chosen),
        "events": picks.named(events),
    }
    return render(request, "desk_notices/found.html", page)
