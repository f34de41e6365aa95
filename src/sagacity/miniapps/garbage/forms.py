"""What staff type at the garbage desk."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sagacity.registry.collection import api as collection

CHANGES = [
    ("cancel", _("取り消し（収集しない）")),
    ("add", _("追加（特別に収集する）")),
    ("move_to", _("別の日に移す")),
]
POLICIES = [("skip", _("休む（その日の収集はなし）")), ("shift", _("ずらす（次に開いている週の同じ曜日）"))]


def _day(label: Any, *, required: bool = True) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget)


class RulesForm(forms.Form):
    """The rules of one kind in a clerk's words."""

    kind = forms.CharField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("収集日の決まり（1行に1つ）"),
        required=False,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 2, "class": "sg-input garbage-rules"}),
    )


class ExceptionForm(forms.Form):
    """One changed day."""

    on = _day(_("日付"))
    kind = forms.ChoiceField(label=_("分け方"))
    change = forms.ChoiceField(label=_("変更"), choices=CHANGES)
    to = _day(_("移す先の日付（「別の日に移す」のとき）"), required=False)
    note = forms.CharField(label=_("理由（市民に見えます）"), required=False, max_length=100)

    def __init__(self, *args: Any, kinds: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = forms.ChoiceField(label=_("分け方"), choices=[(name, name) for name in kinds])

    def exception(self) -> collection.DatedException:
        said = self.cleaned_data
        change = collection.Change(said["change"])
        to: date | None = said["to"] if change is collection.Change.MOVE else None
        return collection.DatedException(said["on"], said["kind"], change, to, said["note"])


class ClosureForm(forms.Form):
    """Days on which a facility rests."""

    facility = forms.ChoiceField(label=_("施設"))
    from_ = _day(_("休みの始まり"))
    until = _day(_("休みの終わり"))
    policy = forms.ChoiceField(label=_("その間の収集"), choices=POLICIES)
    note = forms.CharField(label=_("理由（市民に見えます）"), required=False, max_length=100)

    def __init__(self, *args: Any, facilities: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(name, name) for name in facilities]
        self.fields["facility"] = forms.ChoiceField(label=_("施設"), choices=choices)

    def closure(self) -> collection.Closure:
        said = self.cleaned_data
        policy = collection.Policy(said["policy"])
        return collection.Closure(said["facility"], said["from_"], said["until"], policy, said["note"])


class ApprovalForm(forms.Form):
    """From when to when the calendar holds."""

    from_ = _day(_("いつから"))
    until = _day(_("いつまで（空ならば、次の承認まで）"), required=False)


class SeveralFiles(forms.FileField):
    """A field that takes several files at once."""

    widget = type("SeveralFilesInput", (forms.ClearableFileInput,), {"allow_multiple_selected": True})

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = data if isinstance(data, list | tuple) else [data]
        return [super(SeveralFiles, self).clean(one, initial) for one in given]


class ImportForm(forms.Form):
    """5374 files to take in."""

    uploads = SeveralFiles(label=_("5374 のファイル（area_days.csv など。まとめて選べます）"))
    closures = forms.ChoiceField(label=_("施設の休止中の収集"), choices=POLICIES)
    apply = forms.BooleanField(
        label=_("下書きに取り込む（チェックしないと、ためすだけで何も変わりません）"), required=False
    )
