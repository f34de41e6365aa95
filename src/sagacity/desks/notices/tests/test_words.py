"""Clerks read words, never codes."""

import pytest
from django.utils import translation

from sagacity.desks.notices import words
from sagacity.messaging import api as messaging

ANSWERS = [
    *(f"http_{number}" for number in range(300, 600)),
    *(f"smtp_{number}" for number in range(400, 600)),
]
CODES = [
    *(code.value for code in messaging.WhyNot),
    *ANSWERS,
    "a_provider_of_another_house",
    "http_",
    "smtp_x",
]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_reason_has_words_of_its_own_language(language: str) -> None:
    with translation.override(language):
        said = {code: str(words.why_not(code)) for code in CODES}

    assert [code for code, text in said.items() if text == code or "_" in text or "%" in text] == []
    japanese = [code for code, text in said.items() if any("ぁ" <= letter <= "ヿ" for letter in text)]
    assert japanese == (CODES if language == "ja" else [])
    # No two codes are told by the same words, or the same line would stand twice in the figures.
    named = [said[code] for code in [*messaging.WhyNot, *ANSWERS]]
    assert len(named) == len(set(named))


def test_what_a_service_answered_is_told_apart() -> None:
    told = {
        code: str(words.why_not(code))
        for code in ("http_410", "http_503", "http_403", "smtp_550", "smtp_450")
    }
    assert told == {
        "http_410": "ブラウザの登録が消えている（HTTP 410）",
        "http_503": "相手のサービスが混んでいた、または止まっていた（HTTP 503）",
        "http_403": "相手のサービスが断った（HTTP 403）",
        "smtp_550": "メールサーバーが断った（SMTP 550）",
        "smtp_450": "メールサーバーが今は受け取れなかった（SMTP 450）",
    }
