"""What staff type into the pages of identity."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sagacity.identity import passwords, roles


class SignInForm(forms.Form):
    login = forms.CharField(
        label=_("職員ID"),
        max_length=80,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label=_("パスワード"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("確認コード"),
        max_length=40,
        help_text=_("認証アプリに出ている6桁の数字。スマートフォンがないときは予備コード。"),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class AppCodeForm(forms.Form):
    code = forms.CharField(
        label=_("アプリに出た6桁の数字"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class EnrolForm(AppCodeForm):
    password = forms.CharField(
        label=_("いまのパスワード"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("外す理由と、本人であることの確かめ方"),
        max_length=200,
        help_text=_("監査の記録に残ります。例: スマートフォンの紛失。職員証と顔で確かめた。"),
    )


class PasswordForm(forms.Form):
    present = forms.CharField(
        label=_("いまのパスワード"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("新しいパスワード"),
        help_text=_("%(shortest)d文字以上。長い文のほうが、記号をまぜるより安全です。")
        % {"shortest": passwords.SHORTEST},
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("新しいパスワード（もう一度）"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_again(self) -> str:
        again = str(self.cleaned_data["again"])
        if again != self.cleaned_data.get("new"):
            raise forms.ValidationError(_("2回の入力が違います。同じパスワードを入れてください。"))
        return again


class MemberForm(forms.Form):
    login = forms.RegexField(
        label=_("職員ID"),
        regex=r"^[a-z0-9][a-z0-9._-]{1,39}$",
        help_text=_("英小文字・数字・「.」「-」「_」で2〜40文字。あとから変えられません。"),
        error_messages={"invalid": _("英小文字・数字・「.」「-」「_」で2〜40文字にしてください。")},
    )
    name = forms.CharField(label=_("氏名"), max_length=80)
    division = forms.CharField(label=_("課・部署"), max_length=80, required=False)
    held = forms.MultipleChoiceField(
        label=_("役割"),
        choices=[(role.key, role.title) for role in roles.ROLES],
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "仕事に必要なものだけを選びます。住民の記録や職員を扱う役割は、もう一人の承認を待ちます。"
        ),
        required=False,
    )
    reason = forms.CharField(
        label=_("役割を与える理由"),
        max_length=200,
        required=False,
        help_text=_("例: 4月1日付の異動で市民課の窓口を担当する。監査の記録に残ります。"),
    )

    def clean(self) -> dict[str, object]:
        said = self.cleaned_data
        if said.get("held") and not str(said.get("reason", "")).strip():
            self.add_error("reason", _("役割を与えるときは、理由を書いてください。"))
        return said


class GrantForm(forms.Form):
    role = forms.ChoiceField(
        label=_("役割"),
        choices=[("", _("（役割は加えない）")), *((role.key, role.title) for role in roles.ROLES)],
        required=False,
    )
    columns = forms.MultipleChoiceField(
        label=_("開いてよい住民の記録の列"),
        choices=list(roles.COLUMNS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_(
            "役割だけでは、住民の記録の列は開きません。仕事に要る列だけを選びます。長くても年度末までです。"
        ),
    )
    starts_on = forms.DateField(label=_("開始日"), widget=forms.DateInput(attrs={"type": "date"}))
    ends_on = forms.DateField(
        label=_("終了日"),
        required=False,
        help_text=_("決まっていなければ空のままにします。"),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    reason = forms.CharField(
        label=_("理由"),
        max_length=200,
        help_text=_("例: 産休の代わりに窓口を担当する。監査の記録に残ります。"),
    )

    def clean(self) -> dict[str, object]:
        said = self.cleaned_data
        if said.get("ends_on") and said.get("starts_on") and said["ends_on"] < said["starts_on"]:
            self.add_error("ends_on", _("終了日が開始日より前です。開始日以後の日にしてください。"))
        if not said.get("role") and not said.get("columns"):
            self.add_error("role", _("役割か列を、少なくとも1つ選んでください。"))
        return said


class WhyForm(forms.Form):
    """One reason, for something that two people decide."""

    reason = forms.CharField(
        label=_("理由"), max_length=200, help_text=_("もう一人が読んで決めます。監査の記録に残ります。")
    )
