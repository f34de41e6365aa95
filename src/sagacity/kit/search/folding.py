"""When two spellings are one: width, case and the two kana are folded before anything is compared."""

import itertools
import unicodedata

# Marks the codes below; no text needs it, so folding takes it out, like NUL, which PostgreSQL cannot hold.
ESCAPE = "\U0010ffff"
_OUT = str.maketrans({"\0": " ", ESCAPE: " "})
_KATAKANA = str.maketrans({code: code + 0x60 for code in [*range(0x3041, 0x3097), 0x309D, 0x309E]})


def fold(text: str) -> str:
    """A text as search compares it: NFKC, lower case, hiragana as katakana."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFKC", whole).lower().translate(_KATAKANA).translate(_OUT)


def words_of(text: str) -> list[str]:
    """The words somebody searches for: all of them must be found."""
    return list(dict.fromkeys(fold(text).split()))


def grams(folded: str) -> list[str]:
    """Every two neighbouring characters, and the last one alone, of each stretch without white space."""
    found: list[str] = []
    for stretch in folded.split():
        codes = [code(character) for character in stretch]
        found.extend(map("".join, itertools.pairwise(codes)))
        found.append(codes[-1])
    return found


def code(character: str) -> str:
    """A character so that no tokenizer splits or changes it, and none begins with another."""
    if character.isalnum() or character > "\x7f":
        return character
    high, low = divmod(ord(character), 16)
    return f"{ESCAPE}{chr(97 + high)}{chr(97 + low)}"
