"""Sample answers: one to every question, as far as one can be thought of."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sagacity.kit import clock
from sagacity.procedures.answers import days
from sagacity.procedures.types import Definition, Kind, Question

NOBODY: Mapping[str, Any] = {}
SAMPLES: Mapping[Kind, Any] = {
    Kind.TEXT: "見本",
    Kind.LONG_TEXT: "見本の文章です。",
    Kind.NAME: {"family": "見本", "given": "花子"},
    Kind.KANA: {"family": "ミホン", "given": "ハナコ"},
    Kind.YES_NO: True,
    Kind.PHONE: "090-0000-0000",
    Kind.MAIL: "hanako@example.jp",
    Kind.POSTCODE: "100-0001",
    Kind.ADDRESS: {"postcode": "100-0001", "town": "見本町", "rest": "1番1号", "building": ""},
    Kind.BANK_ACCOUNT: {
        "bank": "0001",
        "branch": "001",
        "kind": "ordinary",
        "number": "0000001",
        "holder": "ミホン ハナコ",
    },
    Kind.PLACE: "urn:ngsi-ld:Place:sample",
    Kind.FILE: ["sample"],
    Kind.SIGNATURE: "sample",
    Kind.HOUSEHOLD: ["sample-1"],
    Kind.CONSENT: True,
}


def sample_answers(
    *, definition: Definition, at: datetime, known: Mapping[str, Any] = NOBODY
) -> dict[str, Any]:
    """Answers by question; `known` is what is known of an invented person, by the name of the prefilling."""
    today = clock.day(at)
    return {
        one.key: known[one.prefill] if one.prefill in known else _sample(one, today)
        for one in definition.questions()
    }


def _sample(one: Question, today: date) -> Any:
    if one.kind is Kind.DATE:
        since, until = days.bound(one.since, today), days.bound(one.until, today)
        return max(since or today, min(today, until or today)).isoformat()
    if one.kind in {Kind.NUMBER, Kind.YEN}:
        return one.least if one.least is not None else min(1, one.most if one.most is not None else 1)
    if one.kind is Kind.CHOICE:
        return one.options[0].key if one.options else ""
    if one.kind is Kind.CHOICES:
        return [each.key for each in one.options[: max(one.least or 1, 1)]]
    if one.kind is Kind.TABLE:
        return [{each.key: _sample(each, today) for each in one.columns}]
    return SAMPLES[one.kind]
