"""What the words of a public event say: on which days, whether it is free, whether children are meant."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

_LISTED = re.compile(r"^開催日[:：]\s*(\d{4}-\d{2}-\d{2}(?:\s*[、,]\s*\d{4}-\d{2}-\d{2})*)。?\s*")
_NOTHING = re.compile(r"^(?:0|0円|無|無し|なし|不要|(?:参加|入場|観覧|受講|利用)?(?:費|料)?[はが:]?無料)")
_SOMEWHERE_FREE = re.compile(r"無料")
_MONEY = re.compile(r"[1-9][0-9,]*\s*円")
_CHILDREN = re.compile(
    r"子ども|子供|こども|親子|児童|幼児|乳児|赤ちゃん|未就学|小学生|中学生|キッズ|ベビー|ファミリー|子育て"
)
_BETWEEN = re.compile(r"[、,，;；／/\n]")


def listed_days(text: str, *, first: date | None, last: date | None) -> tuple[tuple[date, ...], str]:
    """The single days a remark lists (「開催日：2026-12-01、2026-12-08」), and what else it says.

    Days outside the first and the last day contradict the row: then all of it stays text.
    """
    found = _LISTED.match(text)
    if found is None or first is None:
        return (), text
    try:
        days = sorted({date.fromisoformat(day.strip()) for day in re.split("[、,]", found[1])})
    except ValueError:
        return (), text
    if days[0] < first or days[-1] > (last or first):
        return (), text
    return tuple(days), text[found.end() :]


def say_days(days: Iterable[date]) -> str:
    """The same list as it is written into the remark."""
    return "開催日：" + "、".join(day.isoformat() for day in sorted(set(days)))


def is_free(*, fee: str, note: str, has_fee: str = "") -> bool:
    """Whether it says that nobody pays anything; not when material or some of the seats cost money."""
    fee, note, has_fee = (unicodedata.normalize("NFKC", text).strip() for text in (fee, note, has_fee))
    if _MONEY.search(note) or _MONEY.search(fee):
        return False
    if fee:
        return bool(_NOTHING.match(fee))
    return has_fee in {"無", "無し", "なし", "0", "無料"} or bool(_SOMEWHERE_FREE.search(note))


def is_for_children(*texts: str) -> bool:
    """Whether children or families are named as those it is for."""
    return any(_CHILDREN.search(text) for text in texts)


def topics(*texts: str) -> tuple[str, ...]:
    """Kinds, keywords and tags one by one: 「健康・福祉、スポーツ」 are two."""
    found = (one.strip().replace("|", "") for text in texts for one in _BETWEEN.split(text))
    return tuple(dict.fromkeys(one[:60] for one in found if one))
