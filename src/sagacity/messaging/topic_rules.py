"""What a topic must be, whether a clerk or a city pack writes it."""

import re

from sagacity.messaging import types

STAFF, NEIGHBOURS = "staff", "neighbours"
_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")


def wrong_with(topic: types.Topic) -> str:
    """Why a topic cannot be kept, in words for its writer; nothing if it can."""
    if not topic.name.get("ja", "").strip():
        return "トピックの名前（日本語）を書いてください。"
    if _KEY.fullmatch(topic.key) is None:
        return "キーは、英小文字・数字・ハイフンで60文字までにしてください。"
    if topic.posted_by not in {STAFF, NEIGHBOURS}:
        return "だれが書けるか（職員、または職員と地域の人）をえらんでください。"
    return ""
