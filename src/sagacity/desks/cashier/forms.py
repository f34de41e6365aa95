"""What the cashier types."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sagacity.kit.money import Yen
from sagacity.ledger import api as ledger

WHY = {"required": _("理由を書いてください。記録に残ります。")}
MOST = 100_000_000


class OnceForm(forms.Form):
    """A form that counts once, however often it is sent."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    @property
    def client_key(self) -> str:
        return f"desk:{self.cleaned_data['once']}"


class WhyForm(forms.Form):
    """A reason."""

    why = forms.CharField(
        label=_("理由"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}), error_messages=WHY
    )


class CashForm(OnceForm):
    """Cash over the counter."""

    till = forms.CharField(
        label=_("レジ"), max_length=60, error_messages={"required": _("どのレジに入れるかを書いてください。")}
    )
    received = forms.IntegerField(
        label=_("預かった額（円）"),
        min_value=1,
        max_value=MOST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": _("預かった額を書いてください。")},
    )


class CardForm(OnceForm):
    """What the counter's machine took."""

    reference = forms.CharField(
        label=_("伝票の番号"),
        max_length=60,
        help_text=_("カードやコードの機械が出した伝票に書いてある番号です。"),
        error_messages={"required": _("伝票の番号を書いてください。あとで精算に使います。")},
    )


class RefundForm(WhyForm):
    """Give back all or a part."""

    amount = forms.IntegerField(
        label=_("返す額（円）。空けておくと、残り全部"),
        min_value=1,
        max_value=MOST,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    field_order = ("amount", "why")

    @property
    def yen(self) -> Yen | None:
        said = self.cleaned_data["amount"]
        return None if said is None else Yen(said)


class AssignForm(WhyForm):
    """Which bill money in question was meant for."""

    bill = forms.CharField(
        widget=forms.HiddenInput,
        max_length=80,
        error_messages={"required": _("どの請求に充てるかを選んでください。")},
    )


class ChangeForm(OnceForm):
    """Money put into a till."""

    till = forms.CharField(
        label=_("レジの名前"),
        max_length=60,
        help_text=_("「市民窓口1」のように。初めての名前なら、レジができます。"),
        error_messages={"required": _("レジの名前を書いてください。")},
    )
    amount = forms.IntegerField(
        label=_("入れる額（円）"),
        min_value=1,
        max_value=MOST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": _("入れる額を書いてください。")},
    )


class CountForm(OnceForm):
    """How many of each lie in the till, and what stays there."""

    left = forms.IntegerField(
        label=_("明日のおつりに残す額（円）"),
        min_value=0,
        max_value=MOST,
        initial=0,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    why = forms.CharField(
        label=_("差があるときの理由"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for coin in ledger.COINS:
            self.fields[f"coin_{coin}"] = forms.IntegerField(
                label=_("%(coin)s円") % {"coin": f"{coin:,}"},
                min_value=0,
                max_value=99_999,
                required=False,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )

    @property
    def coin_fields(self) -> list[forms.BoundField]:
        return [self[f"coin_{coin}"] for coin in ledger.COINS]

    @property
    def coins(self) -> dict[int, int]:
        return {coin: self.cleaned_data.get(f"coin_{coin}") or 0 for coin in ledger.COINS}


class ReportForm(forms.Form):
    """A provider's report as a file."""

    file = forms.FileField(
        label=_("報告のファイル（CSV）"), error_messages={"required": _("ファイルを選んでください。")}
    )


class ExplainForm(forms.Form):
    """Why report and books differ."""

    payment = forms.CharField(widget=forms.HiddenInput, max_length=80)
    text = forms.CharField(
        label=_("違いの説明"), max_length=400, error_messages={"required": _("説明を書いてください。")}
    )


class BookOffForm(WhyForm):
    """Book off what stands apart."""

    account = forms.CharField(widget=forms.HiddenInput, max_length=160)
    amount = forms.IntegerField(
        label=_("整理する額（円）"),
        min_value=1,
        max_value=MOST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": _("整理する額を書いてください。")},
    )

    field_order = ("amount", "why", "account")


class ReceiptForm(OnceForm):
    """A receipt printed at the counter."""

    name = forms.CharField(
        label=_("宛名（書かないときは空けておく）"),
        max_length=60,
        required=False,
        help_text=_("名前は領収書に入るだけで、残しません。"),
    )
