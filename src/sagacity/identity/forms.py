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
        help_text=_("仕事に必要なものだけを選びます。"),
        required=False,
    )


class GrantForm(forms.Form):
    role = forms.ChoiceField(label=_("役割"), choices=[(role.key, role.title) for role in roles.ROLES])
    starts_on = forms.DateField(label=_("開始日"), widget=forms.DateInput(attrs={"type": "date"}))
    ends_on = forms.DateField(
        label=_("終了日"),
        required=False,
        help_text=_("決まっていなければ空のままにします。"),
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def clean(self) -> dict[str, object]:
        said = self.cleaned_data
        if said.get("ends_on") and said.get("starts_on") and said["ends_on"] < said["starts_on"]:
            self.add_error("ends_on", _("終了日が開始日より前です。開始日以後の日にしてください。"))
        return said
