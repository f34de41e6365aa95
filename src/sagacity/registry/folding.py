"""Two spellings of one name fold to the same text; names themselves stay as they were given."""

import re
import unicodedata

_NOISE = re.compile(r"[\s・･‐‑–—―−ー\-()（）「」『』【】〔〕、。,.'’]+")
_FORBIDDEN = re.compile(r"[\s/?#<>\"'%]+")
LONGEST_ID = 120


def name_key(name: str) -> str:
    """A name as it is compared: widths, spaces, dashes and brackets make no difference."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", name).lower())[:300]


def town_key(town: str) -> str:
    """A town as it is compared: 大字 and 字 are written or left out as people like."""
    return name_key(town).replace("大字", "").replace("字", "")


def safe_id(text: str) -> str:
    """An id as it may stand in a key and a link."""
    return _FORBIDDEN.sub("_", unicodedata.normalize("NFKC", text).strip())[:LONGEST_ID]
