"""What staff answer."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AnswerForm(forms.Form):
    """What the resident will read."""

    text = forms.CharField(
        label=_("答え"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("本人がそのまま読みます。職員の名前は書かないでください。"),
    )
