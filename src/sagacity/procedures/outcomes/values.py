"""What was answered, in words for a document: by the kind of the question, in one language."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from sagacity.kit.manifest import in_language
from sagacity.kit.ui import api as ui
from sagacity.procedures.api import Kind, Question

Told = str | Mapping[str, Any]  # of a table: its heading and its rows


def told(question: Question | None, value: Any, *, language: str, names: Mapping[str, str]) -> Told:
    """One value. `names` are those of members of a household, by key."""
    if value is None or value == "" or value == []:
        return "―"
    with override(language):
        if question is None:
            return _plain(value)
        if question.kind is Kind.TABLE and isinstance(value, Sequence):
            return _table(question, value, language, names)
        return _said(question, value, language, names)


def day(on: date, *, language: str) -> str:
    """A day as a document writes it: by the era in Japanese."""
    return ui.era_day(on) if language.startswith("ja") else ui.long_day(on, language)


def _said(question: Question, value: Any, language: str, names: Mapping[str, str]) -> str:
    match question.kind:
        case Kind.NAME | Kind.KANA if isinstance(value, Mapping):
            return "　".join(part for part in (value.get("family", ""), value.get("given", "")) if part)
        case Kind.DATE:
            return _day(value, language)
        case Kind.YEN:
            return _("%(yen)s円") % {"yen": f"{value:,}"}
        case Kind.YES_NO | Kind.CONSENT:
            return _("はい") if value else _("いいえ")
        case Kind.CHOICE:
            return _option(question, value, language)
        case Kind.CHOICES:
            return "、".join(_option(question, one, language) for one in value)
        case Kind.ADDRESS if isinstance(value, Mapping):
            code = f"〒{value['postcode']}　" if value.get("postcode") else ""
            parts = (value.get("town", ""), value.get("rest", ""))
            building = f"　{value['building']}" if value.get("building") else ""
            return f"{code}{''.join(parts)}{building}"
        case Kind.BANK_ACCOUNT if isinstance(value, Mapping):
            return "　".join(str(value.get(part, "")) for part in ("bank", "branch", "number", "holder"))
        case Kind.HOUSEHOLD:
            known = [names[one] for one in value if one in names]
            return "、".join(known) if len(known) == len(value) else _("%(count)s人") % {"count": len(value)}
        case Kind.FILE | Kind.SIGNATURE:
            return _("提出済み")
        case _:
            return _plain(value)


def _table(question: Question, rows: Sequence[Any], language: str, names: Mapping[str, str]) -> Told:
    head = [in_language(column.label, language) for column in question.columns]
    return {
        "head": head,
        "rows": [
            [
                str(told(column, row.get(column.key), language=language, names=names))
                for column in question.columns
            ]
            for row in rows
            if isinstance(row, Mapping)
        ],
    }


def _option(question: Question, key: str, language: str) -> str:
    return next((in_language(one.label, language) for one in question.options if one.key == key), str(key))


def _day(value: Any, language: str) -> str:
    try:
        return day(date.fromisoformat(str(value)), language=language)
    except ValueError:
        return str(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("はい") if value else _("いいえ")
    if isinstance(value, Mapping):
        return "　".join(str(part) for part in value.values() if part)
    if isinstance(value, list | tuple):
        return "、".join(_plain(each) for each in value)
    return str(value)
