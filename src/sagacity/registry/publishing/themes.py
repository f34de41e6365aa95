"""What a data set is about: the classes of the national list of open data, with their European twins."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

_EUROPE = "http://publications.europa.eu/resource/authority/data-theme/"


@dataclass(frozen=True, slots=True)
class Theme:
    key: str
    ja: str  # the word of the national list
    name: object  # the word in the reader's language
    twin: str  # address of the European theme
    kinds: frozenset[str]


def _theme(key: str, ja: str, name: object, twin: str, *kinds: str) -> Theme:
    return Theme(key, ja, name, _EUROPE + twin, frozenset(kinds))


ALL = (
    _theme("safety", "防災", _("防災・安全"), "JUST",
           "shelter", "evacuation_site", "gsi_shelter", "gsi_evacuation_site", "fire_water", "aed"),
    _theme("health", "福祉・医療", _("福祉・医療"), "HEAL", "clinic", "care"),
    _theme("children", "子育て", _("子育て"), "EDUC", "nursery", "nursery_vacancy"),
    _theme("culture", "観光・文化", _("観光・文化"), "EDUC", "cultural_property", "sight", "event"),
    _theme("facilities", "公共施設", _("公共施設"), "GOVE", "public_facility", "toilet", "wifi"),
    _theme("people", "人口・統計", _("人口・統計"), "SOCI", "population", "survey_result"),
    _theme("transport", "交通", _("交通"), "TRAN", "bus_stop"),
    _theme("land", "土地・地名", _("土地・地名"), "REGI", "town"),
)  # fmt: skip
OTHER = Theme("other", "その他", _("その他"), _EUROPE + "GOVE", frozenset())


def of(kind: str, said: str = "") -> Theme:
    """The theme of a kind of data set; a data set may say another one of the list."""
    for theme in ALL:
        if theme.key == said or theme.ja == said:
            return theme
    return next((theme for theme in ALL if kind in theme.kinds), OTHER)
