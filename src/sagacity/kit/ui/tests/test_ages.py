from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from sagacity.kit.ui import api as ui

NOW = datetime(2026, 11, 27, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (timedelta(seconds=59), "たった今"),
        (timedelta(seconds=-5), "たった今"),
        (timedelta(minutes=1), "1分前"),
        (timedelta(minutes=59, seconds=59), "59分前"),
        (timedelta(hours=1), "1時間前"),
        (timedelta(hours=47), "47時間前"),
        (timedelta(days=2), "2日前"),
    ],
)
def test_an_age_is_said_in_the_largest_unit_that_fits(before: timedelta, words: str) -> None:
    assert ui.ago(NOW - before, now=NOW) == words


@pytest.mark.parametrize("language", ["ja-easy", "en", "zh-hans", "ko", "vi"])
def test_every_language_has_words_for_it(language: str) -> None:
    with translation.override(language):
        words = [ui.ago(NOW - timedelta(seconds=s), now=NOW) for s in (0, 300, 7200, 864000)]

    assert "5" in words[1]
    assert "分前" not in words[1] or language == "zh-hans"
    assert "たった今" not in words[0]
