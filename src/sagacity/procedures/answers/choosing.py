"""Answers that are chosen, not written: yes or no, options, members of a household, consent, files."""

import re
from typing import Any

from sagacity.kit import keys
from sagacity.kit.logic import api as logic
from sagacity.procedures.answers.judging import Asked
from sagacity.procedures.answers.texts import readable

YES = frozenset({"true", "yes", "on", "1", "はい"})
NO = frozenset({"false", "no", "off", "0", "いいえ"})
MOST_FILES = 20
_UPLOAD = re.compile(r"[A-Za-z0-9:_-]{1,200}")
_MEMBER = re.compile(r"[A-Za-z0-9:_.-]{1,200}")


def judge_yes_no(asked: Asked, value: Any) -> Any:
    """True or false."""
    found = _flag(value)
    if found is None:
        asked.fault("not_yes_or_no")
    return found


def judge_consent(asked: Asked, value: Any) -> Any:
    """True; no consent is no answer."""
    if _flag(value) is True:
        return True
    asked.fault("no_consent")
    return None


def judge_choice(asked: Asked, value: Any) -> Any:
    """The key of one option that is shown."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if not isinstance(value, str) or value not in shown(asked):
        asked.fault("not_an_option")
        return None
    return value


def judge_choices(asked: Asked, value: Any) -> Any:
    """Keys of options that are shown, in their order."""
    chosen = _listed(value)
    offered = shown(asked)
    if chosen is None or any(one not in offered for one in chosen):
        asked.fault("not_an_option")
        return None
    found = [one for one in offered if one in chosen]
    _many(asked, len(found))
    return found


def judge_household(asked: Asked, value: Any) -> Any:
    """Keys of members; where the household is known, of none but its own."""
    chosen = _listed(value)
    if chosen is None or not all(isinstance(one, str) and _MEMBER.fullmatch(one) for one in chosen):
        asked.fault("not_a_member")
        return None
    known = asked.judging.data["facts"].get("household")
    if isinstance(known, list | tuple) and any(one not in known for one in chosen):
        asked.fault("not_a_member")
        return None
    found = list(dict.fromkeys(chosen))
    _many(asked, len(found))
    return found


def judge_file(asked: Asked, value: Any) -> Any:
    """Keys of uploads."""
    chosen = _listed(value)
    if chosen is None or not all(isinstance(one, str) and _UPLOAD.fullmatch(one) for one in chosen):
        asked.fault("not_a_file")
        return None
    found = list(dict.fromkeys(chosen))
    _many(asked, len(found), most=MOST_FILES)
    return found


def judge_signature(asked: Asked, value: Any) -> Any:
    """The key of one picture."""
    if not isinstance(value, str) or not _UPLOAD.fullmatch(value):
        asked.fault("not_a_file")
        return None
    return value


def judge_place(asked: Asked, value: Any) -> Any:
    """The key of a place; whether there is one is asked of the registry by whoever takes the case."""
    text = readable(asked, value)
    if text is None:
        return None
    try:
        return str(keys.parse(text))
    except keys.NotAKey:
        asked.fault("not_a_place")
        return None


def shown(asked: Asked) -> list[str]:
    """Keys of the options that are shown now."""
    data = asked.judging.data
    return [one.key for one in asked.question.options if logic.holds(one.show_if, data)]


def _flag(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    said = value.strip().lower() if isinstance(value, str) else ""
    return True if said in YES else False if said in NO else None


def _listed(value: Any) -> list[Any] | None:
    """One key counts as a list of one, as a form sends a single tick."""
    if isinstance(value, str):
        return [value]
    return value if isinstance(value, list) and len(value) <= 500 else None


def _many(asked: Asked, many: int, *, most: int | None = None) -> None:
    limit = asked.question.most if asked.question.most is not None else most
    if asked.question.least is not None and many < asked.question.least:
        asked.fault("too_few", count=many, least=asked.question.least)
    elif limit is not None and many > limit:
        asked.fault("too_many", count=many, most=limit)
