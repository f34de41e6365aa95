"""The letters a bank's machine takes: half-width kana, capitals, digits and a few signs."""

import re

from sagacity.kit.japanese.half_width import large, narrow

LONGEST_HOLDER = 30
KANA = frozenset(chr(code) for code in range(0xFF71, 0xFFA0)) | {"ｦ"}  # ｱ to ﾟ; small ones and ｰ are forbidden
SIGNS = frozenset(" ().-/,\\｢｣")
ALLOWED = KANA | SIGNS | frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
_LONG = str.maketrans("ーｰ", "--")
_SPACES = re.compile(r" {2,}")


def normal(text: str) -> str:
    """A name as the bankers' file writes it: さが　シュウ → ｻｶﾞ ｼﾕｳ; what it cannot write stays."""
    plain = narrow(large(text).translate(_LONG)).upper()
    return _SPACES.sub(" ", plain.translate(_LONG)).strip()


def forbidden(text: str) -> list[str]:
    """The characters that no bank's machine takes, each once, in order."""
    return [char for char in dict.fromkeys(text) if char not in ALLOWED]
