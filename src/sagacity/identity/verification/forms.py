"""What residents type into the pages of verification."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sagacity.kit.japanese import my_number


class TrialForm(forms.Form):
    words = forms.CharField(
        label=_("署名する文"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("ためすだけです。市はこの文を受け取らず、どこにも届け出ません。"),
    )

    def clean_words(self) -> str:
        words = str(self.cleaned_data["words"])
        if my_number.stands_in(words):
            raise forms.ValidationError(_("個人番号のような12けたの数字があります。消してください。"))
        return words
