"""What a resident asks."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AskForm(forms.Form):
    """A question about one look."""

    text = forms.CharField(
        label=_("聞きたいこと"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("たとえば「この日に市役所へ行っていません」。"),
    )
