"""The one page: today, and the two weeks from a day that the reader chooses."""

from datetime import date, timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from sagacity.kit import clock, policy
from sagacity.kit.city import api as city
from sagacity_sunrise import sun

DAYS = 14
FIRST, LAST = date(1950, 1, 1), date(2099, 12, 31)


class DayForm(forms.Form):
    on = forms.DateField(
        label=_("見たい日"),
        widget=forms.DateInput(attrs={"type": "date", "min": FIRST.isoformat(), "max": LAST.isoformat()}),
        error_messages={
            "required": _("日が書かれていません。見たい日をえらんでください。"),
            "invalid": _("日として読めません。2026-04-01 のように書いてください。"),
        },
    )

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if not FIRST <= on <= LAST:
            raise forms.ValidationError(
                _("計算できるのは1950年から2099年までです。その中の日をえらんでください。")
            )
        return on


@policy.access(policy.ANYONE)
def days(request: HttpRequest) -> HttpResponse:
    today = clock.day(clock.now())
    asked = "on" in request.GET
    form = DayForm(request.GET if asked else None, initial={"on": today})
    start: date = form.cleaned_data["on"] if asked and form.is_valid() else today
    here = city.current()
    light = [
        sun.day(start + timedelta(days=count), latitude=here.latitude, longitude=here.longitude)
        for count in range(DAYS)
    ]
    return render(
        request, "sunrise/days.html", {"form": form, "first": light[0], "light": light, "today": today}
    )
