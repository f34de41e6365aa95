"""What staff type at a counter about citizen cards."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sagacity.identity.cards import ending_many, types
from sagacity.kit.ui import api as ui

DAY = forms.DateInput(attrs={"type": "date"})


class FindForm(ui.PurposeForm):
    offered = (_("紙の市民証を渡すため、窓口で本人を確認"), _("市民証をなくした届け出のため"))
    name = forms.CharField(label=_("氏名"), max_length=100)
    birth_date = forms.DateField(label=_("生年月日"), widget=DAY)
    address = forms.CharField(
        label=_("住所"), max_length=200, required=False, help_text=_("同じ名前の人がいるときだけ入れます。")
    )


class EndForm(forms.Form):
    card = forms.CharField(max_length=22)
    why = forms.ChoiceField(choices=[(types.Why.LOST, ""), (types.Why.CITY, "")])


class ManyForm(forms.Form):
    kind = forms.ChoiceField(label=_("種類"), choices=list(ending_many.KINDS.items()), required=False)
    first = forms.DateField(label=_("発行した最初の日"), widget=DAY)
    last = forms.DateField(label=_("発行した最後の日"), widget=DAY)
    reason = forms.CharField(
        label=_("理由"),
        min_length=4,
        max_length=200,
        help_text=_("もう一人が読んで決めます。記録に残ります。"),
    )

    def clean(self) -> dict[str, object]:
        said = self.cleaned_data
        if said.get("first") and said.get("last") and said["last"] < said["first"]:
            self.add_error("last", _("最後の日が最初の日より前です。最初の日以後の日にしてください。"))
        return said


class CarriageForm(forms.Form):
    name = forms.CharField(label=_("持つ人の氏名"), max_length=100)
    birth_date = forms.DateField(label=_("持つ人の生年月日"), widget=DAY)
    kind = forms.ChoiceField(
        label=_("続柄"),
        choices=[(types.Kind.CHILD, _("この人の親")), (types.Kind.PROXY, _("この人を世話している人"))],
    )
    label = forms.CharField(
        label=_("呼び名"), max_length=60, help_text=_("持つ人の画面に出ます。氏名でなくてかまいません。")
    )
    reason = forms.CharField(
        label=_("確かめたこと"), min_length=4, max_length=200, help_text=_("例: 母子健康手帳で親子と確認")
    )
    ends_on = forms.DateField(
        label=_("最後の日"), widget=DAY, required=False, help_text=_("空ならば、取りやめるまで。")
    )
