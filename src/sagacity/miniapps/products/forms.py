"""What staff type about a product."""

import re
import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sagacity.kit.city import api as city
from sagacity.miniapps.products.types import EVERY_MONTH, KINDS, Content
from sagacity.registry import api as registry

_KEY = re.compile(r"urn:ngsi-ld:Place:[^\s/?#<>\"']+")
MOST_PLACES = 30


class ProductForm(forms.Form):
    """Everything of one product."""

    client_key = forms.CharField(widget=forms.HiddenInput, max_length=80)
    number = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name_ja = forms.CharField(label=_("名前"), max_length=80)
    kana = forms.CharField(
        label=_("よみ（ひらがな）"), max_length=80, required=False, help_text=_("並ぶ順番に使います。")
    )
    kind = forms.ChoiceField(label=_("種類"), choices=list(KINDS.items()))
    body_ja = forms.CharField(label=_("説明"), max_length=3000, widget=forms.Textarea(attrs={"rows": 6}))
    months = forms.MultipleChoiceField(
        label=_("旬の月（選ばなければ一年中）"), widget=forms.CheckboxSelectMultiple, required=False
    )
    groups = forms.MultipleChoiceField(
        label=_("つくられる地区"), widget=forms.CheckboxSelectMultiple, required=False
    )
    makers = forms.CharField(
        label=_("つくる人・見学できる場所"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("「まちの地図」の場所のページのアドレスを、1行に1つ。"),
    )
    shops = forms.CharField(
        label=_("買える店"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("「まちの地図」の場所のページのアドレスを、1行に1つ。"),
    )
    website = forms.URLField(label=_("ホームページ"), required=False, max_length=300, assume_scheme="https")
    source = forms.CharField(label=_("出典（ほかの資料から写したとき）"), required=False, max_length=200)

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.initial.setdefault("client_key", uuid.uuid4().hex)
        self.fields["months"].choices = [  # type: ignore[attr-defined]
            (str(month), _("%(month)s月") % {"month": month}) for month in EVERY_MONTH
        ]
        groups = dict.fromkeys(town.group for town in registry.towns() if town.group)
        self.fields["groups"].choices = [(name, name) for name in groups]  # type: ignore[attr-defined]
        self.other = [one for one in city.languages() if one.code != "ja"]
        for one in self.other:
            self.fields[f"name_{one.code}"] = forms.CharField(
                label=_("名前（%(language)s）") % {"language": one.name}, max_length=160, required=False
            )
            self.fields[f"body_{one.code}"] = forms.CharField(
                label=_("説明（%(language)s）") % {"language": one.name},
                max_length=6000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 4}),
            )

    def clean_makers(self) -> tuple[str, ...]:
        return _places(self.cleaned_data["makers"])

    def clean_shops(self) -> tuple[str, ...]:
        return _places(self.cleaned_data["shops"])

    def said(self) -> Content:
        given = self.cleaned_data
        return Content(
            name=self._texts("name"),
            body=self._texts("body"),
            kind=given["kind"],
            kana=given["kana"],
            months=tuple(int(month) for month in given["months"]),
            groups=tuple(given["groups"]),
            makers=given["makers"],
            shops=given["shops"],
            website=given["website"],
            source=given["source"],
        )

    def _texts(self, name: str) -> dict[str, str]:
        said = {one.code: self.cleaned_data[f"{name}_{one.code}"].strip() for one in city.languages()}
        return {language: text for language, text in said.items() if text}

    @property
    def in_japanese(self) -> list[forms.BoundField]:
        others = {bound.name for bound in self.in_other_languages}
        return [bound for bound in self.visible_fields() if bound.name not in others]

    @property
    def in_other_languages(self) -> list[forms.BoundField]:
        return [self[f"{part}_{one.code}"] for one in self.other for part in ("name", "body")]


class WhyForm(forms.Form):
    """A reason."""

    why = forms.CharField(label=_("理由"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))


def values_of(said: Content) -> dict[str, Any]:
    """The fields of a product that is changed."""
    texts = {f"name_{language}": text for language, text in said.name.items()}
    texts |= {f"body_{language}": text for language, text in said.body.items()}
    return texts | {
        "kana": said.kana,
        "kind": said.kind,
        "months": [str(month) for month in said.months],
        "groups": list(said.groups),
        "makers": "\n".join(said.makers),
        "shops": "\n".join(said.shops),
        "website": said.website,
        "source": said.source,
    }


def _places(text: str) -> tuple[str, ...]:
    """The keys of places in some lines, each of which must be one the registry has."""
    lines = [line.strip() for line in text.replace("%3A", ":").splitlines() if line.strip()]
    if len(lines) > MOST_PLACES:
        raise forms.ValidationError(_("場所は30か所までです。"))
    found = [(line, match[0] if (match := _KEY.search(line)) else "") for line in lines]
    known = {one.key for one in registry.places([key for _line, key in found if key])}
    if unknown := [line for line, key in found if key not in known]:
        raise forms.ValidationError(_("この場所は見つかりません: %(line)s") % {"line": unknown[0][:80]})
    return tuple(dict.fromkeys(key for _line, key in found))
