"""The lists of `words.toml`: own, short, and easy to add to."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from sagacity.messaging.types import EasyWarning


def hard() -> Mapping[str, str]:
    """Words of offices, each with an easier one."""
    return dict(_file()["hard"])


def disaster() -> Mapping[str, str]:
    """Words of disasters, each with its meaning; the longest first, so that 避難指示 wins over 避難."""
    return dict(sorted(_file()["disaster"].items(), key=lambda pair: -len(pair[0])))


def known_loanwords() -> frozenset[str]:
    """Words in katakana that everybody knows."""
    return frozenset(_file()["loanwords"]["known"])


def easier_loanwords() -> Mapping[str, str]:
    return dict(_file()["loanwords"]["instead"])


def sounds() -> tuple[str, ...]:
    """Words that imitate a sound or a look."""
    return tuple(_file()["onomatopoeia"]["words"])


def warn(code: str, found: str, *, advice: str = "", **more: object) -> EasyWarning:
    """A warning with the advice for its code, or with the advice of another name."""
    text: str = _file()["advice"][advice or code]
    return EasyWarning(code=code, found=found, advice=text.format(found=found, **more))


@cache
def _file() -> Mapping[str, Any]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))
