"""Where one works: open a desk for remote lines; who waits at it, and which talks go on."""

import uuid

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sagacity.desks.remote import doors
from sagacity.kit import clock, policy
from sagacity.kit.manifest import in_language
from sagacity.reservations.queue import api as queue
from sagacity.reservations.remote import api as remote


class DeskForm(forms.Form):
    """A name to be called by, and the remote lines one takes people from."""

    label = forms.CharField(
        label=lazy("窓口の名前"),
        max_length=20,
        help_text=lazy("相手に見えます。例：リモート1番"),
        error_messages={"required": lazy("窓口の名前を書いてください。")},
    )
    lines = forms.MultipleChoiceField(
        label=lazy("受ける列"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": lazy("受ける列を、一つ以上えらんでください。")},
    )


@policy.access(doors.CALL)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Open a desk, go back to one, or to a talk."""
    form = DeskForm(request.POST if request.method == "POST" else None)
    field = form.fields["lines"]
    assert isinstance(field, forms.MultipleChoiceField)
    field.choices = [(one.key, _named(one)) for one in _lines()]
    if request.method == "POST" and form.is_valid() and (key := _open(request, form)):
        return redirect("desk_remote:desk", key=key)
    keys = {one.key for one in _lines()}
    context = {
        "form": form,
        "has_lines": bool(keys),
        "desks": [one for one in queue.desks() if keys.intersection(one.lines)],
        "calls": _calls(request),
    }
    return render(request, "desk_remote/home.html", context, status=422 if form.errors else 200)


@policy.access(doors.CALL)
@never_cache
@require_safe
def desk(request: HttpRequest, key: str) -> HttpResponse:
    """Who waits here."""
    found, at = doors.desk_or_404(key), clock.now()
    boards = [one for one in queue.boards(place=found.place, at=at) if one.line.key in found.lines]
    context = {
        "desk": found,
        "once": uuid.uuid4(),
        "rows": [
            (_named(one.line), standing, _sits(standing.ticket)) for one in boards for standing in one.waiting
        ],
        "skipped": [(_named(one.line), ticket) for one in boards for ticket in one.skipped],
        "calls": _calls(request),
    }
    if "part" in request.GET:
        return render(request, "desk_remote/waiting.html", context)
    return render(request, "desk_remote/desk.html", context)


def _open(request: HttpRequest, form: DeskForm) -> str:
    try:
        opened = queue.open_desk(
            label=form.cleaned_data["label"].strip(),
            lines=form.cleaned_data["lines"],
            by=policy.person_of(request),
            at=clock.now(),
        )
    except queue.LinesApart:
        form.add_error("lines", _("一つの窓口が受けられるのは、同じ場所の列だけです。"))
        return ""
    except queue.DeskTaken:
        form.add_error("label", _("この名前の窓口では、ほかの職員が働いています。"))
        return ""
    messages.success(request, _("窓口を開きました。"))
    return opened.key


def _calls(request: HttpRequest) -> list[tuple[remote.Call, str]]:
    """Talks that this clerk has, each with its number."""
    found = remote.calls_with(clerk=policy.person_of(request).key)
    return [(one, queue.ticket(key=one.ticket).number) for one in found]


def _sits(ticket: queue.Ticket) -> bool:
    """Whether they are on their page already."""
    call = remote.call_of(ticket=ticket.key)
    return call is not None and any(one.is_here for one in remote.seats(call=call.key))


def _lines() -> list[queue.Line]:
    return [one for one in queue.lines() if one.remote]


def _named(line: queue.Line) -> str:
    return in_language(line.name, get_language() or "ja")
