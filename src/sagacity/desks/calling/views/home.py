"""Where one works: open a desk, or go back to it; how every place stands."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sagacity.desks.calling import doors, words
from sagacity.kit import clock, policy
from sagacity.reservations.queue import api as queue


class DeskForm(forms.Form):
    """A desk with a number, and the lines it calls from."""

    label = forms.CharField(
        label=lazy("窓口の番号"),
        max_length=20,
        help_text=lazy("呼ぶときに言う名前です。例：3番"),
        error_messages={"required": lazy("窓口の番号を書いてください。")},
    )
    lines = forms.MultipleChoiceField(
        label=lazy("呼ぶ列"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": lazy("呼ぶ列を、一つ以上えらんでください。")},
    )

    def offer(self) -> "DeskForm":
        """The same with the lines there are; those of one place belong together."""
        places = {place.key: words.named(place) for place in queue.places()}
        choices = [(one.key, f"{places[one.place]}：{words.named(one)}") for one in queue.lines()]
        field = self.fields["lines"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = choices
        return self


@policy.access(doors.CALL)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    form = DeskForm(request.POST if request.method == "POST" else None).offer()
    if request.method == "POST" and form.is_valid() and (key := _open(request, form)):
        return redirect("desk_calling:desk", key=key)
    at = clock.now()
    places = [
        (words.named(place), place, [
            (one, words.named(one.line), words.COLOURS[one.colour], words.minutes(one.newcomer))
            for one in queue.boards(place=place.key, at=at)
        ])
        for place in queue.places()
        if queue.lines(place=place.key)
    ]  # fmt: skip
    context = {
        "tab": "home",
        "form": form,
        "desks": [(one, [words.line(line) for line in one.lines]) for one in queue.desks()],
        "places": places,
        "may_figures": policy.person_of(request).may(doors.FIGURES.permission),
    }
    return render(request, "desk_calling/home.html", context, status=422 if form.errors else 200)


def _open(request: HttpRequest, form: DeskForm) -> str:
    try:
        desk = queue.open_desk(
            label=form.cleaned_data["label"].strip(),
            lines=form.cleaned_data["lines"],
            by=policy.person_of(request),
            at=clock.now(),
        )
    except queue.LinesApart:
        form.add_error("lines", _("一つの窓口が呼べるのは、同じ場所の列だけです。"))
        return ""
    except queue.DeskTaken:
        form.add_error("label", _("この番号の窓口では、ほかの職員が働いています。番号を確かめてください。"))
        return ""
    messages.success(request, _("窓口を開きました。"))
    return desk.key
