"""Whom a notice is for."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sagacity.desks.notices import words
from sagacity.desks.notices.forms.keys import KeysField
from sagacity.messaging import api as messaging
from sagacity.registry import api as registry

UNITS = (("years", _("歳")), ("months", _("か月")))
OLDEST = 20 * 12
PARTS = ("groups", "school_districts", "districts", "topics", "roles", "events")
_GONE = {"invalid_choice": _("「%(value)s」はありません。選び直してください。")}


def _boxes(label: Any, help_text: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        help_text=help_text,
        widget=forms.CheckboxSelectMultiple,
        error_messages=_GONE,
    )


def _age(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=OLDEST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": _("数字で入れてください。"),
            "min_value": _("0以上の数字を入れてください。"),
            "max_value": _("20歳（240か月）までです。"),
        },
    )


class AudienceForm(forms.Form):
    whom = forms.ChoiceField(
        label=_("だれに"),
        choices=[("some", _("条件に合う人だけ")), ("everybody", _("市内全体"))],
        initial="some",
        widget=forms.RadioSelect,
        error_messages={"required": _("だれに送るかを選んでください。"), **_GONE},
    )
    groups = _boxes(_("大きな地区"))
    school_districts = _boxes(_("小学校区"))
    districts = _boxes(_("町"))
    topics = _boxes(_("話題を選んでいる人"))
    child_from = _age(_("子どもの年齢（から）"))
    child_from_unit = forms.ChoiceField(label=_("単位"), choices=UNITS, required=False, initial="years")
    child_until = _age(_("子どもの年齢（まで）"))
    child_until_unit = forms.ChoiceField(label=_("単位"), choices=UNITS, required=False, initial="years")
    roles = _boxes(_("役割"))
    events = KeysField(label=_("この催しを保存した人"), most=20, events_only=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "ja"
        self.towns = registry.towns()
        schools = sorted({one.school_district for one in self.towns if one.school_district})
        groups = list(dict.fromkeys(one.group for one in self.towns if one.group))
        self._offer("groups", [(one, one) for one in groups])
        self._offer("school_districts", [(one, one) for one in schools])
        self._offer("districts", [(one.key, one.name) for one in self.towns])
        self._offer("topics", [(one.key, one.name_in(language)) for one in messaging.topics()])
        self._offer("roles", list(words.ROLES.items()))

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        first, last = months(said, "child_from"), months(said, "child_until", last=True)
        if first is not None and last is not None and first > last:
            self.add_error("child_until", _("「から」より大きい年齢にしてください。"))
        broken = {*PARTS, "child_from", "child_until"} & set(self.errors)
        chosen = any(said.get(name) for name in PARTS) or first is not None or last is not None
        if said.get("whom") == "some" and not chosen and not broken:
            self.add_error(
                "whom", _("条件がまだありません。地区・話題・年齢などを選ぶか、「市内全体」にしてください。")
            )
        if said.get("whom") == "everybody" and chosen:
            self.add_error(
                "whom",
                _(
                    "「市内全体」なのに、条件も選ばれています。条件を外すか「条件に合う人だけ」にしてください。"
                ),
            )
        return said


def months(said: dict[str, Any], name: str, *, last: bool = False) -> int | None:
    """An age in completed months: "until 3 years" goes on until the day before the fourth birthday."""
    age = said.get(name)
    if age is None:
        return None
    if said.get(f"{name}_unit") == "months":
        return int(age)
    return int(age) * 12 + (11 if last else 0)
