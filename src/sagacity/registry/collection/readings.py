"""How household words are read: so that ふとん finds 布団 in any city's list."""

import csv
from functools import cache
from pathlib import Path

from sagacity.registry.collection import area_names


@cache
def readings() -> tuple[tuple[str, str], ...]:
    """Words and their readings; common words of the language, no facts of any city."""
    with (Path(__file__).parent / "words.csv").open(encoding="utf-8", newline="") as opened:
        return tuple((row["ことば"], row["よみ"]) for row in csv.DictReader(opened))


def spellings(words: str) -> tuple[str, ...]:
    """Other spellings of what somebody typed in kana, the exact ones first."""
    typed = area_names.hiragana(words.strip())
    if len(typed) < 2 and typed not in {kana for _, kana in readings()}:
        return ()
    exact = [word for word, kana in readings() if kana == typed]
    begun = [word for word, kana in readings() if len(typed) >= 2 and kana.startswith(typed)]
    return tuple(dict.fromkeys([*exact, *begun]))
