"""Parts of the interface for the rooms that build pages; templates take theirs by `{% load ui %}`."""

from sagacity.kit.ui.charts import Series, bar, line, stacked_bar
from sagacity.kit.ui.dates import era_day, hour, local_day, long_day, moment, short_day, weekday
from sagacity.kit.ui.map_answers import Mark, View, answer, view_of
from sagacity.kit.ui.missing import MissingString, missing_strings
from sagacity.kit.ui.navigation import NavigationLink, links, offer_navigation
from sagacity.kit.ui.paging import Paging, offset, page_number, paging
from sagacity.kit.ui.preferences import html_language, is_language, languages, text_size

__all__ = [
    "Mark",
    "MissingString",
    "NavigationLink",
    "Paging",
    "Series",
    "View",
    "answer",
    "bar",
    "era_day",
    "hour",
    "html_language",
    "is_language",
    "languages",
    "line",
    "links",
    "local_day",
    "long_day",
    "missing_strings",
    "moment",
    "offer_navigation",
    "offset",
    "page_number",
    "paging",
    "short_day",
    "stacked_bar",
    "text_size",
    "view_of",
    "weekday",
]
