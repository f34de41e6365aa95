"""Answers in words, as whoever gave them and whoever decides on them read them."""

import unicodedata
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from sagacity.kit.japanese import eras
from sagacity.kit.manifest import in_language
from sagacity.kit.ui import api as ui
from sagacity.kit.uploads import api as uploads
from sagacity.procedures.api import Kind, Question
from sagacity.procedures.forms.fields import banks, lookups
from sagacity.procedures.forms.types import Member

_TOLD = "told:"


def told_key(name: str) -> str:
    """A key for somebody who was named on a sheet because the register does not know them yet."""
    return _TOLD + urlsafe_b64encode(name.encode("utf-8", "surrogatepass")).decode().rstrip("=")


def told_name(key: str) -> str:
    """The name behind such a key; "" for keys of the register."""
    said = key.removeprefix(_TOLD) if key.startswith(_TOLD) else ""
    return urlsafe_b64decode(said + "=" * (-len(said) % 4)).decode("utf-8", "replace")


def said(*, question: Question, value: Any, language: str, members: Sequence[Member] = ()) -> list[str]:
    """An answer in lines; none when there is none."""
    if value in (None, "", [], {}):
        return []
    with override(language):
        return _said(question, value, language, members)


def _said(question: Question, value: Any, language: str, members: Sequence[Member]) -> list[str]:
    kind = question.kind
    if kind in {Kind.NAME, Kind.KANA} and isinstance(value, Mapping):
        return ["\u3000".join(part for part in (value.get("family", ""), value.get("given", "")) if part)]
    if kind is Kind.DATE:
        return [day_in_words(str(value))]
    if kind is Kind.YEN and isinstance(value, int):
        return [_("%(amount)s円") % {"amount": f"{value:,}"}]
    if kind in {Kind.YES_NO, Kind.CONSENT}:
        yes = _("同意します") if kind is Kind.CONSENT else _("はい")
        return [yes if value in (True, "true") else _("いいえ")]
    if kind in {Kind.CHOICE, Kind.CHOICES}:
        names = {option.key: in_language(option.label, language) for option in question.options}
        return [names.get(str(one), str(one)) for one in (value if isinstance(value, list) else [value])]
    if kind is Kind.ADDRESS and isinstance(value, Mapping):
        return _address(value)
    if kind is Kind.BANK_ACCOUNT and isinstance(value, Mapping):
        return _account(value)
    if kind is Kind.HOUSEHOLD and isinstance(value, list):
        names = {one.key: member_in_words(one) for one in members}
        return [names.get(one) or told_name(one) or _("世帯の人") for one in value]
    if kind is Kind.PLACE:
        return [lookups.place_name(value) or str(value)]
    if kind in {Kind.FILE, Kind.SIGNATURE}:
        held = uploads.uploads_of(keys=value if isinstance(value, list) else [str(value)])
        return [one.name for one in held] if kind is Kind.FILE else [_("署名しました")] * bool(held)
    if kind is Kind.TABLE and isinstance(value, list):
        return [_row(question, row, language, members) for row in value if isinstance(row, Mapping)]
    return str(value).splitlines() or [str(value)]


def day_in_words(value: str) -> str:
    """2026年4月1日（令和8年4月1日）"""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return value
    return _("%(day)s（%(era)s）") % {"day": ui.long_day(day), "era": eras.write(day)}


def member_in_words(member: Member) -> str:
    """Somebody of the household, by name only where the register tells it."""
    born = member.birth_date
    if member.relation == "self":
        return _("%(name)s（本人）") % {"name": member.name} if member.name else _("本人")
    if member.relation == "giver":
        return _("頼んだ人")
    if member.relation == "child" and born:
        return _("%(name)s（%(year)s年生まれ）") % {"name": member.name, "year": born[:4]}
    if member.name:
        return member.name
    if member.relation == "other":
        return _("同じ世帯の人 %(number)s人目（名前は出しません）") % {"number": member.number}
    return _("同じ世帯のおとな %(number)s人目（名前は出しません）") % {"number": member.number}


def unusual_signs(value: Any) -> list[str]:
    """Signs of a name that other systems often replace: 𠮷, 髙, and those with a variant chosen."""
    if isinstance(value, Mapping):
        return [sign for part in value.values() for sign in unusual_signs(part)]
    found: list[str] = []
    for sign in str(value or ""):
        if (
            unicodedata.category(sign) == "Mn"
            or 0xFE00 <= ord(sign) <= 0xFE0F
            or 0xE0100 <= ord(sign) <= 0xE01EF
        ):
            if found and found[-1][0] == _last(value, sign):
                found[-1] += sign
            elif before := _last(value, sign):
                found.append(before + sign)
        elif _is_unusual(sign):
            found.append(sign)
    return list(dict.fromkeys(found))


def _last(value: Any, sign: str) -> str:
    text = str(value)
    place = text.index(sign)
    return text[place - 1] if place else ""


def _is_unusual(sign: str) -> bool:
    if not ("\u3400" <= sign <= "\u9fff" or "\uf900" <= sign <= "\ufaff" or ord(sign) >= 0x20000):
        return False
    try:
        sign.encode("shift_jis")
    except UnicodeEncodeError:
        return True
    return False


def _address(value: Mapping[str, Any]) -> list[str]:
    code = f"〒{value['postcode']}" if value.get("postcode") else ""
    place = "".join(str(value.get(part) or "") for part in ("town", "rest"))
    return [one for one in (code, place, str(value.get("building") or "")) if one]


def _account(value: Mapping[str, Any]) -> list[str]:
    kinds = {"ordinary": _("普通"), "current": _("当座"), "savings": _("貯蓄")}
    codes = _("銀行 %(bank)s　支店 %(branch)s") % {"bank": value.get("bank"), "branch": value.get("branch")}
    return [
        *([name] if (name := banks.name(value)) else []),
        codes,
        f"{kinds.get(str(value.get('kind')), '')} {value.get('number')}",
        str(value.get("holder")),
    ]


def _row(question: Question, row: Mapping[str, Any], language: str, members: Sequence[Member]) -> str:
    parts = []
    for column in question.columns:
        lines = (
            _said(column, row[column.key], language, members) if row.get(column.key) not in (None, "") else []
        )
        if lines:
            parts.append(f"{in_language(column.label, language)}：{'、'.join(lines)}")
    return "／".join(parts)
