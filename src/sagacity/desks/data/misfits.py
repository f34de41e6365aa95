"""What a data model wants, said as a clerk says it."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from sagacity.broker import api as broker


def expected(misfit: broker.Misfit) -> str:
    """What should stand there."""
    return _WANTED[misfit.rule](misfit.wanted)


def stands(misfit: broker.Misfit) -> str:
    """What stands there now."""
    return _("何もない") if misfit.rule == "required" else misfit.stands


def _kinds(wanted: Any) -> str:
    words = {
        "string": _("文字"),
        "number": _("数"),
        "integer": _("整数"),
        "boolean": _("true か false"),
        "array": _("並び（[ ]）"),
        "object": _("まとまり（{ }）"),
        "null": _("空（null）"),
    }
    return _("か").join(words[one] for one in (wanted if isinstance(wanted, list) else [wanted]))


def _form(wanted: str) -> str:
    return {
        "date": _("日付（2026-04-01 の形）"),
        "time": _("時刻（09:00 の形）"),
        "date-time": _("日時（2026-04-01T09:00:00Z の形）"),
        "uri": _("https:// などで始まるアドレス"),
        "email": _("メールアドレス"),
    }[wanted]


_WANTED: dict[str, Callable[[Any], str]] = {
    "required": lambda wanted: _("値（標準で必須）"),
    "additionalProperties": lambda wanted: _("この項目はない"),
    "type": _kinds,
    "const": lambda wanted: _("「%(value)s」") % {"value": wanted},
    "enum": lambda wanted: _("次のどれか: %(values)s") % {"values": "、".join(map(str, wanted))},
    "pattern": lambda wanted: _("決まった形の文字: %(pattern)s") % {"pattern": wanted},
    "format": _form,
    "minimum": lambda wanted: _("%(limit)s以上") % {"limit": wanted},
    "maximum": lambda wanted: _("%(limit)s以下") % {"limit": wanted},
    "minLength": lambda wanted: _("%(limit)s文字以上") % {"limit": wanted},
    "maxLength": lambda wanted: _("%(limit)s文字以下") % {"limit": wanted},
    "minItems": lambda wanted: _("%(limit)s個以上") % {"limit": wanted},
    "maxItems": lambda wanted: _("%(limit)s個以下") % {"limit": wanted},
    "uniqueItems": lambda wanted: _("同じものは1つだけ"),
    "x-ngsi": lambda wanted: _("%(kind)s という種類の属性") % {"kind": wanted},
}
