"""Parts of the interface for the rooms that build pages; templates take theirs by `{% load ui %}`."""

from sagacity.kit.ui.ages import ago
from sagacity.kit.ui.charts import Series, bar, line, stacked_bar
from sagacity.kit.ui.choices import replaced, toggled
from sagacity.kit.ui.dates import era_day, hour, local_day, long_day, moment, short_day, weekday
from sagacity.kit.ui.kept_pages import TOKEN, once_a_minute
from sagacity.kit.ui.map_answers import Mark, View, answer, view_of
from sagacity.kit.ui.missing import MissingString, missing_strings
from sagacity.kit.ui.navigation import NavigationLink, links, offer_navigation
from sagacity.kit.ui.own_words import in_every_language
from sagacity.kit.ui.paging import Paging, offset, page_number, paging
from sagacity.kit.ui.preferences import html_language, is_language, languages, looks, text_size
from sagacity.kit.ui.purpose_form import PurposeForm
from sagacity.kit.ui.scripts import offer_script
from sagacity.kit.ui.templatetags.ui import icon

__all__ = [
    "TOKEN",
    "Mark",
    "MissingString",
    "NavigationLink",
    "Paging",
    "PurposeForm",
    "Series",
    "View",
    "ago",
    "answer",
    "bar",
    "era_day",
    "hour",
    "html_language",
    "icon",
    "in_every_language",
    "is_language",
    "languages",
    "line",
    "links",
    "local_day",
    "long_day",
    "looks",
    "missing_strings",
    "moment",
    "offer_navigation",
    "offer_script",
    "offset",
    "once_a_minute",
    "page_number",
    "paging",
    "replaced",
    "short_day",
    "stacked_bar",
    "text_size",
    "toggled",
    "view_of",
    "weekday",
]
