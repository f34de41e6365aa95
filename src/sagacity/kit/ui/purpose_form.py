"""The one form that asks for what a record is opened; whoever says nothing stands in the audit log."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sagacity.kit import clock, policy, purposes
from sagacity.kit.audit import api as audit
from sagacity.kit.audit import refusals


class OfferingInput(forms.TextInput):
    """A line to type into that offers what was typed before; without JavaScript, by the browser itself."""

    offered: tuple[str, ...] = ()

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        told = {**(attrs or {}), "autocomplete": "off"}
        if not self.offered:
            return super().render(name, value, told, renderer)
        list_id = f"{told.get('id', name)}-offered"
        line = super().render(name, value, {**told, "list": list_id}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((each,) for each in self.offered))
        return format_html('{}<datalist id="{}">{}</datalist>', line, list_id, options)


class PurposeField(forms.CharField):
    """Leaves it to the form to say in words that it is empty: the form also writes the attempt down."""

    def validate(self, value: Any) -> None:
        pass


class PurposeForm(forms.Form):
    """Subclass it in every form that opens somebody's record; `about` is what the log calls the attempt."""

    about = "urn:ngsi-ld:Inhabitant:nobody"
    offered: tuple[Promise, ...] = ()  # what people of this desk usually say
    asks: Promise | None = None  # another label, where a counter also asks what was seen
    example: Promise | None = None  # another help text
    purpose = PurposeField(
        label=gettext_lazy("目的"),
        help_text=gettext_lazy(
            "何のために見るか。書くか、前に書いたものから選びます。記録に残り、本人にも見えます。"
        ),
        widget=OfferingInput(attrs={"minlength": purposes.SHORTEST, "maxlength": purposes.LONGEST}),
    )

    def __init__(self, *args: Any, by: policy.Person, about: str = "", **more: Any) -> None:
        super().__init__(*args, **more)
        self.by, self.about = by, about or self.about
        recent = audit.recent_purposes(actor=by.key) if by.is_staff else []
        field = self.fields["purpose"]
        field.label = str(self.asks or field.label)
        field.help_text = str(self.example or field.help_text)
        field.widget.offered = tuple(dict.fromkeys((*recent, *map(str, self.offered))))

    def clean_purpose(self) -> str:
        text = str(self.cleaned_data["purpose"])
        try:
            return purposes.said(text)
        except purposes.NoPurpose:
            audit.refused(
                actor=self.by,
                action=refusals.PURPOSE,
                thing=self.about,
                purpose=text,
                channel="desk",
                at=clock.now(),
            )
            raise forms.ValidationError(_why_not(text)) from None


def _why_not(text: str) -> str:
    if len(text.strip()) < purposes.SHORTEST:
        return _("何のためかを、4文字以上で書いてください。まだ何も開いていません。")
    if len(text.strip()) > purposes.LONGEST:
        return _("200文字までにしてください。まだ何も開いていません。")
    return _("個人番号のような12けたの数字があります。消してください。まだ何も開いていません。")
