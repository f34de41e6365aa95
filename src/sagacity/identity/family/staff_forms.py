"""What clerks type about mandates and families."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sagacity.identity.family.forms import MandateForm
from sagacity.kit.ui import api as ui

DAY = forms.DateInput(attrs={"type": "date"})


class FindForm(ui.PurposeForm):
    asks = _("目的と、確かめたもの")
    example = _("記録に残り、本人も見られます。")
    name = forms.CharField(label=_("氏名"), max_length=100)
    birth_date = forms.DateField(label=_("生年月日"), widget=DAY)
    address = forms.CharField(
        label=_("住所"), max_length=200, required=False, help_text=_("同じ名前の人がいるときだけ入れます。")
    )


class CounterMandateForm(MandateForm):
    giver_label = forms.CharField(
        label=_("本人の呼び名"), max_length=40, help_text=_("代理の人の画面に出ます。")
    )

    field_order = ("giver_label",)


class NumberForm(ui.PurposeForm):
    asks = _("目的と、確かめたもの")
    example = _("記録に残り、本人も見られます。")
    number = forms.CharField(
        label=_("委任の番号"), max_length=20, help_text=_("代理の人の画面か紙にある8文字です。")
    )


class ActForm(forms.Form):
    number = forms.CharField(max_length=20, widget=forms.HiddenInput)
    purpose = forms.CharField(max_length=200, widget=forms.HiddenInput)
    act = forms.ChoiceField(label=_("すること"))
    what = forms.CharField(label=_("内容"), max_length=200, help_text=_("例: 住民票の写し1通"))
    amount_yen = forms.IntegerField(label=_("手数料（円）"), min_value=0, initial=0)


class BarForm(forms.Form):
    name = forms.CharField(label=_("こどもの氏名"), max_length=100)
    birth_date = forms.DateField(label=_("こどもの生年月日"), widget=DAY)
    does = forms.ChoiceField(
        label=_("すること"),
        choices=[("bar", _("アプリで家族に入れられないようにする")), ("lift", _("止めたのをやめる"))],
    )
    reason = forms.CharField(
        label=_("理由と、確かめたもの"), min_length=4, max_length=200, help_text=_("例: 家庭裁判所の決定書")
    )
