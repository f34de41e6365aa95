"""What staff type: for what an account is opened, why a run goes or a mandate ends, the bank's file."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sagacity.kit.ui import api as ui

LARGEST_MB = 13


class LookForm(ui.PurposeForm):
    """Opens the account of a mandate."""

    offered = (_("問い合わせへの回答"), _("銀行への照会"), _("口座の相違の確認"))


class EndForm(forms.Form):
    """Ends a mandate for a resident who asked for it on paper or by telephone."""

    sure = forms.BooleanField(label=_("本人の申出か、死亡・転出を確かめました"))


class ReasonForm(forms.Form):
    """Why a run shall go now."""

    reason = forms.CharField(
        label=_("承認する人への説明"),
        max_length=200,
        help_text=_("例：第3期の初回。"),
    )


class ResultForm(forms.Form):
    """The bank's file of results."""

    file = forms.FileField(
        label=_("銀行から受け取った結果のファイル"),
        help_text=_("全銀協の預金口座振替の形式（120バイト）。改行があってもなくてもかまいません。"),
    )
