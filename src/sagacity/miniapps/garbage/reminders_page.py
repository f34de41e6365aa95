"""The page on which a resident says when to be reminded."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from sagacity.identity import api as identity
from sagacity.kit import clock, policy
from sagacity.kit.ui import api as ui
from sagacity.messaging import api as messaging
from sagacity.miniapps.garbage import hours, mine, reminders
from sagacity.registry.collection import api as collection

HOW = "/apps/notices/how/"


class RemindersForm(forms.Form):
    """Two times, or none."""

    evening = forms.ChoiceField(label=gettext_lazy("前の日の夜"), required=False)
    morning = forms.ChoiceField(label=gettext_lazy("その日の朝"), required=False)

    def __init__(self, data: object = None, *, now: reminders.Chosen) -> None:
        initial = {
            "evening": f"{now.evening:%H:%M}" if now.evening else "",
            "morning": f"{now.morning:%H:%M}" if now.morning else "",
        }
        super().__init__(data, initial=initial)  # type: ignore[arg-type]
        for name, times in (("evening", hours.evenings()), ("morning", hours.mornings())):
            choices = [(f"{at:%H:%M}", ui.hour(at)) for at in times]
            self.fields[name] = forms.ChoiceField(
                label=self.fields[name].label, required=False, choices=[("", _("知らせない")), *choices]
            )

    def wish(self) -> reminders.Chosen:
        said = self.cleaned_data
        return reminders.Chosen(hours.read(said["evening"]), hours.read(said["morning"]))


@require_http_methods(["GET", "POST"])
@policy.access(policy.ANYONE)
def page(request: HttpRequest) -> HttpResponse:
    """Choose the times, or switch the reminders off."""
    area = mine.area(request)
    form = RemindersForm(request.POST if request.method == "POST" else None, now=reminders.chosen(request))
    if request.method == "POST" and area and form.is_valid():
        wish = form.wish()
        reminders.keep(request, wish, area=area, at=clock.now())
        messages.success(request, _("時間をおぼえました。") if wish.any else _("もう知らせません。"))
        return HttpResponseRedirect(reverse("garbage:reminders"))
    context = {
        "form": form,
        "area": collection.area(area) if area else None,
        "chosen": reminders.chosen(request),
        "is_reachable": is_reachable(request),
        "how": HOW,
    }
    return render(request, "garbage/reminders.html", context, status=422 if form.errors else 200)


def is_reachable(request: HttpRequest) -> bool:
    """Whether anything rings when this device is told something."""
    found = messaging.endpoints(person=identity.device_of(request).key)
    return any(one.state == messaging.EndpointState.ACTIVE for one in found)
