"""What residents type: a post, a report, the code of an invitation."""

import re
import uuid
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sagacity.identity import api as identity
from sagacity.kit.city import api as city
from sagacity.messaging import api as messaging
from sagacity.miniapps.topics import areas, posts, reports
from sagacity.registry import api as registry

DAYS = [("7", _("1週間")), ("14", _("2週間")), ("30", _("1か月")), ("60", _("2か月"))]
LONGEST_TITLE, LONGEST_BODY = 60, 2000
_KEY = re.compile(r"urn:ngsi-ld:[A-Za-z]+:[^\s/?#<>\"']+")


class TextsForm(forms.Form):
    """Title and text in Japanese, other languages if the writer knows them."""

    client_key = forms.CharField(widget=forms.HiddenInput, max_length=80)
    topic = forms.ChoiceField(label=_("テーマ"))
    title_ja = forms.CharField(label=_("見出し"), max_length=LONGEST_TITLE)
    body_ja = forms.CharField(
        label=_("本文"), max_length=LONGEST_BODY, widget=forms.Textarea(attrs={"rows": 6})
    )
    days = forms.ChoiceField(label=_("出しておく間"), choices=DAYS, initial="14")
    link = forms.CharField(
        label=_("場所か催しのページ"),
        required=False,
        max_length=400,
        help_text=_("「まちの地図」や「催し」のページのアドレスをはると、そこへのリンクがつきます。"),
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.initial.setdefault("client_key", uuid.uuid4().hex)
        self.other = [one for one in city.languages() if one.code != "ja"]
        for one in self.other:
            self.fields[f"title_{one.code}"] = forms.CharField(
                label=_("見出し（%(language)s）") % {"language": one.name},
                required=False,
                max_length=LONGEST_TITLE * 3,
            )
            self.fields[f"body_{one.code}"] = forms.CharField(
                label=_("本文（%(language)s）") % {"language": one.name},
                required=False,
                max_length=LONGEST_BODY * 3,
                widget=forms.Textarea(attrs={"rows": 4}),
            )

    def clean_link(self) -> tuple[str, ...]:
        said = str(self.cleaned_data["link"]).replace("%3A", ":").strip()
        if not said:
            return ()
        found = _KEY.search(said)
        if found is None or not _is_there(found[0]):
            raise forms.ValidationError(
                _("このアドレスの場所や催しは見つかりません。ページを開いて、アドレスをはり直してください。")
            )
        return (found[0],)

    def texts(self, name: str) -> dict[str, str]:
        said = {one.code: str(self.cleaned_data[f"{name}_{one.code}"]).strip() for one in city.languages()}
        return {language: text for language, text in said.items() if text}

    @property
    def in_other_languages(self) -> list[forms.BoundField]:
        return [self[f"{part}_{one.code}"] for one in self.other for part in ("title", "body")]

    @property
    def has_other_languages(self) -> bool:
        return any(bound.value() or bound.errors for bound in self.in_other_languages)


def texts_of(notice: messaging.Notice) -> dict[str, str]:
    """The fields of a post that is written anew."""
    content = notice.content
    texts: dict[str, str] = {"topic": content.topic, "link": next(iter(content.attachments), "")}
    for part, said in (("title", content.title), ("body", content.body)):
        texts |= {f"{part}_{language}": text for language, text in said.items()}
    days = (content.expires_at - content.publish_at).days
    texts["days"] = min((key for key, _label in DAYS), key=lambda key: abs(int(key) - days))
    return texts


class NeighbourPostForm(TextsForm):
    """A post of a neighbourhood editor, within the districts and themes of the role."""

    areas = forms.MultipleChoiceField(label=_("どの地区の話題ですか"), widget=forms.CheckboxSelectMultiple)

    field_order = ("client_key", "topic", "areas", "title_ja", "body_ja", "days", "link")

    def __init__(self, data: Any = None, *, role: identity.ResidentRole, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.role = role
        mine = areas.areas(among=role.scope.districts)
        self.fields["areas"].choices = [(one.name, one.name) for one in mine]  # type: ignore[attr-defined]
        if len(mine) == 1:
            self.initial.setdefault("areas", [mine[0].name])
        self.fields["topic"].choices = topic_choices(posts.themes_of(role))  # type: ignore[attr-defined]
        self.order_fields(self.field_order)

    def said(self) -> posts.Said:
        given = self.cleaned_data
        return posts.Said(
            title=self.texts("title"),
            body=self.texts("body"),
            topic=given["topic"],
            districts=areas.towns_of(given["areas"], among=self.role.scope.districts),
            days=int(given["days"]),
            attachments=given["link"],
        )


class ReportForm(forms.Form):
    """What is wrong with a post."""

    about = forms.ChoiceField(
        label=_("どんなことですか"), choices=list(reports.ABOUT.items()), widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("くわしく（書かなくてもかまいません）"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("あなたの名前や電話番号は書かないでください。"),
    )


def topic_choices(topics: list[messaging.Topic]) -> list[tuple[str, str]]:
    language = get_language() or "ja"
    return [(topic.key, topic.name_in(language)) for topic in topics]


def areas_of(districts: tuple[str, ...], among: tuple[str, ...] | None) -> list[str]:
    """The choices of areas that say the same as some towns."""
    return [one.name for one in areas.whole_areas(districts, among=among)]


def _is_there(key: str) -> bool:
    if registry.places([key]):
        return True
    try:
        registry.event(key)
    except registry.NoSuchEvent:
        return False
    return True
