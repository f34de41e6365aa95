"""What staff say about a key: how far it reaches, how often, until when."""

import re
from datetime import datetime, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from sagacity.broker import api as broker
from sagacity.miniapps.developers.types import Request

_NAMES = re.compile(r"[\s,、]+")
_TENANT = re.compile(r"[a-z0-9_]{0,50}|\*")
_PATH = re.compile(r"/|(/[A-Za-z0-9_]{1,50}){1,10}")


class TermsForm(forms.Form):
    """The reach of a key."""

    tenant = forms.CharField(label=_("テナント（なければ空、すべては *）"), max_length=50, required=False)
    service_path = forms.CharField(
        label=_("サービスパス（その下もふくむ）"), max_length=520, initial="/opendata"
    )
    types = forms.CharField(label=_("エンティティの種類（空ならすべて）"), max_length=1000, required=False)
    attributes = forms.CharField(label=_("属性（空ならすべて）"), max_length=1000, required=False)
    may = forms.MultipleChoiceField(
        label=_("できること"),
        widget=forms.CheckboxSelectMultiple,
        initial=["read"],
        choices=[
            ("read", _("読む")),
            ("write", _("書く")),
            ("subscribe", _("通知を受ける")),
            ("administer", _("管理する")),
        ],
    )
    per_minute = forms.IntegerField(label=_("1分あたりの回数"), initial=600, min_value=1, max_value=1_000_000)
    per_day = forms.IntegerField(label=_("1日あたりの回数"), initial=100_000, min_value=1, max_value=10**9)
    days = forms.IntegerField(label=_("使える日数"), initial=365, min_value=1, max_value=3650)

    def clean_tenant(self) -> str:
        tenant: str = self.cleaned_data["tenant"].lower()
        if not _TENANT.fullmatch(tenant):
            raise forms.ValidationError(_("テナントは英小文字・数字・_ で書きます。"))
        return tenant

    def clean_service_path(self) -> str:
        path: str = self.cleaned_data["service_path"].removesuffix("#").rstrip("/") or "/"
        if not _PATH.fullmatch(path):
            raise forms.ValidationError(_("サービスパスは /opendata のように / で始めて書きます。"))
        return path

    def clean(self) -> None:
        said = self.cleaned_data
        narrow = said.get("service_path") != "/" or said.get("types") or said.get("attributes")
        if "administer" in said.get("may", []) and narrow:
            raise forms.ValidationError(
                _("「管理する」はテナント全体だけです。パスを / に、種類と属性を空にしてください。")
            )

    def terms(self, one: Request, *, at: datetime) -> broker.KeyTerms:
        """What was said, as the broker takes it."""
        said = self.cleaned_data
        grant = broker.Grant(
            tenant=said["tenant"],
            path=said["service_path"],
            types=_names(said["types"]),
            attributes=_names(said["attributes"]),
            may=tuple(said["may"]),
        )
        ends = int((at + timedelta(days=said["days"])).timestamp() * 1000)
        return broker.KeyTerms(
            one.name, one.holder, one.contact, (grant,), said["per_minute"], said["per_day"], ends
        )


class WhyForm(forms.Form):
    """A reason."""

    why = forms.CharField(label=_("理由"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))


def _names(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in _NAMES.split(text) if name))
