"""Advice on easy Japanese beside what is being written: warnings, never a bar."""

from dataclasses import dataclass

from sagacity.messaging import api as messaging

CHECKED = ("ja", "ja-easy")
ONLY_EASY = frozenset({"kanji_without_reading"})  # plain Japanese is read by people who know kanji
LONGEST = 6000  # more than a notice may hold
MOST = 30


@dataclass(frozen=True, slots=True)
class Warning:
    found: str
    advice: str


def warnings(title: str, body: str, *, language: str) -> tuple[Warning, ...]:
    """What could be said more easily, in the order it stands there."""
    passed_over = frozenset() if language == "ja-easy" else ONLY_EASY
    said = messaging.easy_warnings(f"{title}\n{body}"[:LONGEST])
    once = dict.fromkeys(Warning(one.found, str(one.advice)) for one in said if one.code not in passed_over)
    return tuple(once)[:MOST]
