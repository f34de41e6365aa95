"""Full and half width, look-alike signs, and what old encodings cannot hold."""

import re
import unicodedata

DASHES = "‐‑‒–—―−－ー─━ｰ"
WAVES = "〜～~∼∿"
_DASH = str.maketrans(dict.fromkeys(DASHES, "-"))
_WAVE = str.maketrans(dict.fromkeys(WAVES, "~"))
_VARIANTS = str.maketrans(
    {
        "髙": "高",
        "﨑": "崎",
        "嵜": "崎",
        "邉": "辺",
        "邊": "辺",
        "齋": "斎",
        "齊": "斉",
        "澤": "沢",
        "濵": "浜",
        "濱": "浜",
        "栁": "柳",
        "𠮷": "吉",
        "德": "徳",
        "瀨": "瀬",
        "龍": "竜",
        "嶋": "島",
        "ヶ": "ケ",
        "ヵ": "カ",
        "·": "・",
        "･": "・",
    }
)
_KANA_DASH = re.compile(r"(?<=[ぁ-ゖァ-ヺー])[‐‑‒–—―−－─━]")
_SPACE = re.compile(r"\s+")
# cp932 writes these pairs to the same bytes, so a file may hold either.
_CP932_TWINS = str.maketrans({"〜": "～", "−": "－", "‖": "∥", "—": "―", "¢": "￠", "£": "￡", "¬": "￢"})


def fold_codes(text: str) -> str:
    """A code, number or time in plain narrow letters: only for codes, never for names."""
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", text.translate(_DASH)).translate(_DASH)).strip()


def compare_key(text: str) -> str:
    """A name as it is compared with others: widths, waves, dashes, spaces and known variants folded."""
    long_kept = _KANA_DASH.sub("ー", text)
    folded = unicodedata.normalize("NFKC", long_kept).translate(_VARIANTS).translate(_WAVE)
    dashed = re.sub(r"[‐‑‒–—―−─━]", "-", folded)
    return _SPACE.sub("", dashed).casefold()


def not_in_cp932(text: str) -> list[str]:
    """The characters an old Windows file cannot hold, each once, in order."""
    return [char for char in dict.fromkeys(text) if not _fits(char.translate(_CP932_TWINS))]


def for_cp932(text: str) -> str:
    """The text with twin signs written as the old encoding wants them; nothing else is changed."""
    return text.translate(_CP932_TWINS)


def _fits(char: str) -> bool:
    try:
        char.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True
