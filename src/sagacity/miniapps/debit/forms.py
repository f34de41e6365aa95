"""What a resident types of an account; judged by the ledger, said here in words."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sagacity.kit.japanese import widths
from sagacity.ledger.debit import api as debit
from sagacity.miniapps.debit import words

LENGTH = 7
HOLDER_HELP = gettext_lazy("通帳の表紙にあるカナの名前。ひらがなでも、全角でもかまいません。")


class AccountForm(forms.Form):
    """An account at a bank; which bank and branch stands in the address."""

    once = forms.CharField(max_length=80, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=gettext_lazy("口座の種類"),
        choices=[(one.value, words.KINDS[one]) for one in list(debit.AccountKind)[:3]],
        widget=forms.RadioSelect,
        initial=debit.AccountKind.ORDINARY.value,
        help_text=gettext_lazy("貯蓄の口座からは引き落とせません。"),
    )
    number = forms.CharField(
        label=gettext_lazy("口座番号（7けた）"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    holder = forms.CharField(
        label=gettext_lazy("口座の名義（カナ）"),
        max_length=80,
        help_text=HOLDER_HELP,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    agree = forms.BooleanField(
        label=gettext_lazy("この口座の名義の人は、申し込むことを承知しています"),
        error_messages={"required": gettext_lazy("承知しているときは、しるしをつけてください。")},
    )

    @classmethod
    def fresh(cls) -> "AccountForm":
        return cls(initial={"once": uuid4().hex, "kind": debit.AccountKind.ORDINARY.value})

    def clean_number(self) -> str:
        """Said at once with what else is wrong; the ledger judges again."""
        number = _digits(self.cleaned_data["number"])
        if not (number.isascii() and number.isdigit() and len(number) == LENGTH):
            raise forms.ValidationError(words.ACCOUNTS["number", "seven_digits"])
        return number

    def clean_holder(self) -> str:
        """The characters that no bank takes are shown."""
        holder = str(self.cleaned_data["holder"])
        if bad := debit.forbidden_letters(debit.bank_letters(holder)):
            raise forms.ValidationError(str(words.ACCOUNTS["holder", "letters"]) % {"found": " ".join(bad)})
        return holder

    def account(self, *, bank: str, branch: str) -> debit.Account:
        said = self.cleaned_data
        return debit.Account(bank, branch, debit.AccountKind(said["kind"]), said["number"], said["holder"])

    def refuse(self, problem: debit.BadAccount) -> None:
        """Say what is wrong, at the field it is about."""
        self.add_error(problem.field if problem.field in self.fields else None, words.refusal(problem))

    def refuse_second(self, name: str) -> None:
        text = _("「%(item)s」は、もう申込みの途中です。その申込みを先に終えるか、やめてください。")
        self.add_error(None, text % {"item": name})


class PassbookForm(AccountForm):
    """An account at the postal bank, as its passbook shows it."""

    kind = None  # type: ignore[assignment]  # the symbol says it
    symbol = forms.CharField(
        label=gettext_lazy("記号（5けた）"),
        max_length=20,
        help_text=gettext_lazy("通帳を開いた最初のページにあります。"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    number = forms.CharField(
        label=gettext_lazy("番号（8けたまで）"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    field_order = ("once", "symbol", "number", "holder", "agree")

    def clean_number(self) -> str:
        """The symbol says how long it is: the ledger judges."""
        return str(self.cleaned_data["number"])

    def account(self, *, bank: str, branch: str) -> debit.Account:
        said = self.cleaned_data
        kind = debit.AccountKind.ORDINARY
        return debit.Account(bank, branch, kind, said["number"], said["holder"], symbol=said["symbol"])


def _digits(text: str) -> str:
    """A number as it is meant: full width, spaces and dashes do not matter."""
    return widths.fold_codes(text).replace(" ", "").replace("-", "")
