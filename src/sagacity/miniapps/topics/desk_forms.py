"""What staff type at the desk of neighbourhood news."""

import uuid
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sagacity.identity import api as identity
from sagacity.kit import clock
from sagacity.kit.city import api as city
from sagacity.messaging import api as messaging
from sagacity.miniapps.topics import areas, posts
from sagacity.miniapps.topics.forms import TextsForm, topic_choices

LOUD = [
    (messaging.Loudness.QUIET.value, _("静かに（受信箱とホームのカードだけ）")),
    (messaging.Loudness.NORMAL.value, _("ふつう（プッシュ通知も送る）")),
]
ICONS = ("bell", "people", "child", "event", "care", "culture", "school", "bus", "recycling", "water", "star")
TOWNS_HELP = _("町の名前を1行に1つ。地区まるごとなら、上で選ぶだけで足ります。")


def _towns_field() -> forms.CharField:
    return forms.CharField(
        label=_("町（地区の一部だけのとき）"),
        required=False,
        help_text=TOWNS_HELP,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _towns_called(text: str) -> tuple[str, ...]:
    known, unknown = areas.towns_called(text.splitlines())
    if unknown:
        raise forms.ValidationError(
            _("この名前の町はありません: %(names)s") % {"names": "、".join(unknown[:5])}
        )
    return known


class StaffPostForm(TextsForm):
    """A post of the city: to some areas, or to everybody who follows the theme."""

    areas = forms.MultipleChoiceField(
        label=_("地区（選ばなければ市全体）"), widget=forms.CheckboxSelectMultiple, required=False
    )
    towns = _towns_field()
    loudness = forms.ChoiceField(label=_("知らせ方"), choices=LOUD, widget=forms.RadioSelect, initial="quiet")

    field_order = ("client_key", "topic", "areas", "towns", "title_ja", "body_ja", "days", "loudness", "link")

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["areas"].choices = [  # type: ignore[attr-defined]
            (one.name, one.name) for one in areas.areas()
        ]
        self.fields["topic"].choices = topic_choices(messaging.topics())  # type: ignore[attr-defined]
        self.order_fields(self.field_order)

    def clean_towns(self) -> tuple[str, ...]:
        return _towns_called(str(self.cleaned_data["towns"]))

    def said(self) -> posts.Said:
        given = self.cleaned_data
        return posts.Said(
            title=self.texts("title"),
            body=self.texts("body"),
            topic=given["topic"],
            districts=tuple(dict.fromkeys((*areas.towns_of(given["areas"]), *given["towns"]))),
            days=int(given["days"]),
            attachments=given["link"],
            loudness=messaging.Loudness(given["loudness"]),
        )


class WhyForm(forms.Form):
    """A reason, for the writer of a post or for its readers."""

    why = forms.CharField(
        label=_("理由"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}), required=True
    )


class DecisionForm(forms.Form):
    """What becomes of a report."""

    answer = forms.CharField(
        label=_("知らせてくれた人への返事（取り下げるときは理由。読者にも見えます）"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )


class ThemeForm(forms.Form):
    """A theme: names in six languages, who may post, its place in the list."""

    key = forms.SlugField(label=_("キー（英小文字・数字・ハイフン。あとで変えられません）"), max_length=60)
    icon = forms.ChoiceField(label=_("絵"), choices=[(name, name) for name in ICONS])
    owner = forms.CharField(label=_("担当課"), max_length=80, required=False)
    posted_by = forms.ChoiceField(
        label=_("書ける人"),
        choices=[("staff", _("職員だけ")), ("neighbours", _("職員と地域の書き手"))],
        widget=forms.RadioSelect,
        initial="staff",
    )
    order = forms.IntegerField(label=_("順番（小さいほど上）"), min_value=0, max_value=9999, initial=100)
    is_open = forms.BooleanField(label=_("公開する"), required=False, initial=True)

    def __init__(self, data: Any = None, *, is_new: bool, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for one in city.languages():
            must = one.code == "ja"
            self.fields[f"name_{one.code}"] = forms.CharField(
                label=_("名前（%(language)s）") % {"language": one.name}, max_length=60, required=must
            )
            self.fields[f"summary_{one.code}"] = forms.CharField(
                label=_("説明（%(language)s）") % {"language": one.name}, max_length=200, required=False
            )
        if not is_new:
            self.fields["key"].disabled = True

    def topic(self) -> messaging.Topic:
        given = self.cleaned_data
        return messaging.Topic(
            key=given["key"],
            name={one.code: given[f"name_{one.code}"] for one in city.languages()},
            summary={one.code: given[f"summary_{one.code}"] for one in city.languages()},
            icon=given["icon"],
            owner=given["owner"],
            posted_by=given["posted_by"],
            order=given["order"],
            is_open=given["is_open"],
        )


def theme_values(topic: messaging.Topic) -> dict[str, Any]:
    """The fields of a theme that is changed."""
    texts = {f"name_{language}": text for language, text in topic.name.items()}
    texts |= {f"summary_{language}": text for language, text in topic.summary.items()}
    return texts | {
        "key": topic.key,
        "icon": topic.icon,
        "owner": topic.owner,
        "posted_by": topic.posted_by,
        "order": topic.order,
        "is_open": topic.is_open,
    }


def _end(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class InvitationForm(forms.Form):
    """Whom to invite, for which districts and themes, until when."""

    client_key = forms.CharField(widget=forms.HiddenInput, max_length=80)
    name = forms.CharField(
        label=_("読者に見える名前"),
        max_length=80,
        help_text=_("例: 新町公民館 川上。投稿に「…さん（地域の書き手）」と出ます。"),
    )
    areas = forms.MultipleChoiceField(label=_("地区"), widget=forms.CheckboxSelectMultiple, required=False)
    towns = _towns_field()
    topics = forms.MultipleChoiceField(label=_("テーマ"), widget=forms.CheckboxSelectMultiple)
    ends_on = _end(_("いつまで（長くて1年）"))

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.initial.setdefault("client_key", uuid.uuid4().hex)
        mine = [topic for topic in messaging.topics() if topic.posted_by == "neighbours"]
        self.fields["areas"].choices = [  # type: ignore[attr-defined]
            (one.name, one.name) for one in areas.areas()
        ]
        self.fields["topics"].choices = topic_choices(mine)  # type: ignore[attr-defined]
        self.initial.setdefault("ends_on", clock.day(clock.now()) + timedelta(days=365))

    def clean_towns(self) -> tuple[str, ...]:
        return _towns_called(str(self.cleaned_data["towns"]))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "towns" in given and not given.get("areas") and not given["towns"]:
            raise forms.ValidationError(_("地区か町を1つ以上選んでください。"))
        return given

    def scope(self) -> identity.Scope:
        given = self.cleaned_data
        towns = dict.fromkeys((*areas.towns_of(given["areas"]), *given["towns"]))
        return identity.Scope(tuple(towns), tuple(given["topics"]))


class RenewForm(forms.Form):
    """Until when an editor goes on."""

    ends_on = _end(_("新しい終わりの日"))
