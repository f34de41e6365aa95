"""What clerks say about data that shall lie open."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from sagacity.broker import api as broker

_NAMES = re.compile(r"[\s,、]+")
_TENANT = re.compile(r"[a-z0-9_]{0,50}")
_PATH = re.compile(r"/|(/[A-Za-z0-9_]{1,50}){1,10}")
_TYPE = re.compile(r"[!-~]{1,256}")


class OpenForm(forms.Form):
    """A place, and of which types."""

    tenant = forms.CharField(label=_("テナント（なければ空）"), max_length=50, required=False)
    service_path = forms.CharField(
        label=_("サービスパス（その下もふくむ）"),
        max_length=520,
        help_text=_("/sensors のように書きます。/ はテナント全体です。"),
        error_messages={"required": _("サービスパスを書いてください。")},
    )
    types = forms.CharField(label=_("エンティティの種類（空ならすべて）"), max_length=1000, required=False)
    reason = forms.CharField(
        label=_("公開する理由"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("理由を書いてください。承認する人が読み、記録に残ります。")},
    )

    def clean_tenant(self) -> str:
        tenant: str = self.cleaned_data["tenant"].lower()
        if not _TENANT.fullmatch(tenant):
            raise forms.ValidationError(_("テナントは英小文字・数字・_ で書きます。"))
        return tenant

    def clean_service_path(self) -> str:
        path: str = self.cleaned_data["service_path"].removesuffix("#").rstrip("/") or "/"
        if not _PATH.fullmatch(path):
            raise forms.ValidationError(_("サービスパスは /sensors のように / で始めて書きます。"))
        return path

    def clean_types(self) -> tuple[str, ...]:
        found = tuple(dict.fromkeys(name for name in _NAMES.split(self.cleaned_data["types"]) if name))
        if not all(_TYPE.fullmatch(name) for name in found):
            raise forms.ValidationError(_("種類は RiverGauge のように英数字で書きます。"))
        return found

    @property
    def reach(self) -> broker.Grant:
        """What would lie open, once the form is valid."""
        said = self.cleaned_data
        return broker.Grant(tenant=said["tenant"], path=said["service_path"], types=said["types"])


class WhyForm(forms.Form):
    """A reason."""

    why = forms.CharField(
        label=_("理由"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("理由を書いてください。記録に残ります。")},
    )
