from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    why = forms.CharField(
        label=_("理由"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("理由を書いてください。記録に残り、相手に伝わります。"),
            "max_length": _("理由は400字までです。短くしてください。"),
        },
    )
