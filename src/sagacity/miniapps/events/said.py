"""What a published row says beyond the columns everybody asks for."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as later

from sagacity.registry import api as registry

# column of the standards → what residents read
FACTS = {
    "定員": later("定員"),
    "集合場所": later("集まるところ"),
    "外国語対応": later("外国語"),
    "Web開催": later("オンライン"),
    "アクセス方法": later("行き方"),
    "駐車場情報": later("駐車場"),
    "駐車場有無": later("駐車場"),
    "駐輪場情報": later("駐輪場"),
    "主催団体": later("主催"),
    "共催団体": later("共催"),
    "その他関係団体": later("協力・後援"),
    "備考": later("備考"),
}


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    value: str


def facts(event: registry.Event) -> list[Line]:
    """The rest of what helps somebody who wants to go."""
    found = [(column, registry.in_words(value=event.fields.get(column))) for column in FACTS]
    shown_above = {"集合場所"} if not event.venue else set()
    return [Line(_(FACTS[column]), value) for column, value in found if value and column not in shown_above]
