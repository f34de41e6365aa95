"""Asking the resident for more: from a text that is at hand, in the languages residents read."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sagacity.desks.counter import doors, forms, screen, texts, words
from sagacity.desks.counter import templates_of_messages as at_hand
from sagacity.desks.counter.views import acts
from sagacity.kit import clock, policy
from sagacity.procedures.cases import api as cases


@policy.access(doors.WORK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, key: str) -> HttpResponse:
    """A page of its own: choose a text, complete it, see what the resident will read, send."""
    case, at = doors.case_or_404(request, key), clock.now()
    chosen = at_hand.message(key=request.GET.get("text", "")[:60])
    start = {
        "seen": case.events,
        **{f"text_{code}": text for code, text in (chosen.text if chosen else {}).items()},
    }
    sent = request.method == "POST"
    form = forms.AskForm(request.POST if sent else None, initial=start, auto_id="ask_%s")
    looks = texts.looks(form) if sent and form.is_valid() else ()
    if sent and form.is_valid() and request.POST.get("press") == "send":
        return acts.press(
            request,
            case,
            form,
            "ask_form",
            cases.ask_for_more,
            _("本人にたずねました。返事が届くまで、期限の時計は止まります。"),
            text=texts.joined(form.texts()),
            until=at + timedelta(days=form.cleaned_data["days"]),
        )
    context = {
        "case": case,
        "form": form,
        "chosen": chosen,
        "choices": [(one.key, words.here(one.name)) for one in at_hand.messages()],
        "looks": looks,
        **screen.heading(case, at=at),
    }
    return render(request, "desk_counter/ask.html", context, status=422 if sent and form.errors else 200)
