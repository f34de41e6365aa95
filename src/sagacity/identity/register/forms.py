"""What staff type into the pages of the register."""

from django import forms
from django.utils.translation import gettext_lazy as _


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("異動データのファイル"),
        help_text=_(
            "CSV か JSON。UTF-8 でも Shift_JIS でも読めます。個人番号の列があるファイルは受け取りません。"
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.json,.txt"}),
    )
