"""When a notice goes out, until when it counts, and until when it must have arrived."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sagacity.kit import clock

FORMAT = "%Y-%m-%dT%H:%M"
A_MOMENT = timedelta(minutes=10)  # writing takes time; what was "now" a moment ago is still now
LONGEST = timedelta(days=731)


class MomentField(forms.CharField):
    """A day and a time on a clock in Japan."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=FORMAT)

    def prepare_value(self, value: Any) -> Any:
        return clock.local(value).strftime(FORMAT) if isinstance(value, datetime) else value

    def clean(self, value: Any) -> datetime | None:
        said = str(super().clean(value)).strip().replace(" ", "T").replace("/", "-")
        if not said:
            return None
        try:
            return datetime.strptime(said[:16], FORMAT).replace(tzinfo=clock.JAPAN)
        except ValueError as problem:
            raise forms.ValidationError(
                _("日時として読めません。2026-11-24 09:00 のように入れてください。")
            ) from problem


class TimeForm(forms.Form):
    publish_at = MomentField(
        label=_("公開する日時"),
        required=False,
        help_text=_("日本時間。空にすると、送るとき（承認されたとき）すぐに出ます。"),
    )
    expires_at = MomentField(
        label=_("掲載を終える日時"),
        help_text=_("日本時間。これを過ぎると、ホームと受信箱で「期限が過ぎた」扱いになり、通知もしません。"),
        error_messages={"required": _("掲載を終える日時を入れてください。")},
    )
    useful_until = MomentField(
        label=_("間に合う最後の時刻"),
        required=False,
        help_text=_(
            "これまでに届かない人には、その前に次の届け方（メールなど）でも送ります。急がないものは空にします。"
        ),
    )

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        publish, expires, useful = (said.get(name) for name in ("publish_at", "expires_at", "useful_until"))
        if publish and publish < self.at - A_MOMENT:
            self.add_error("publish_at", _("過ぎた日時です。すぐに出すときは空にしてください。"))
        if publish and publish > self.at + LONGEST:
            self.add_error("publish_at", _("2年より先の日時です。年を確かめてください。"))
        begins = max(publish or self.at, self.at)
        if expires and expires <= begins:
            self.add_error(
                "expires_at", _("公開する日時より後にしてください。このままでは、だれにも出ません。")
            )
        elif expires and expires > begins + LONGEST:
            self.add_error("expires_at", _("公開から2年より先の日時です。年を確かめてください。"))
        if useful and useful <= begins:
            self.add_error("useful_until", _("公開する日時より後にしてください。"))
        elif useful and expires and useful > expires:
            self.add_error("useful_until", _("掲載を終える日時より前にしてください。"))
        return said
