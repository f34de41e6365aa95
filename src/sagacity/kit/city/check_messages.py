"""What is to be said about messages.toml: the texts that clerks of this city send again and again."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sagacity.kit.city.findings import Finding, found
from sagacity.kit.city.pack import LANGUAGE_NAMES

MESSAGES = "messages.toml"
KEYS = {"key", "name", "text"}
BLANK = re.compile(r"\{[^{}]*\}")  # what is filled in: the same in every language


def look(pack: Path, languages: Sequence[str]) -> Iterator[Finding]:
    """Everything that is wrong; a pack without such a file uses the texts of the program."""
    path = pack / MESSAGES
    if not path.exists():
        return
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        yield found("toml_broken", MESSAGES, problem=problem)
        return
    yield from _strange("-", said, {"message"})
    messages = said.get("message", [])
    if not isinstance(messages, list) or not all(isinstance(one, dict) for one in messages):
        yield found("messages_form", MESSAGES, key="-", part="message")
        return
    counted = Counter(one["key"] for one in messages if isinstance(one.get("key"), str))
    for key in sorted(key for key, many in counted.items() if many > 1):
        yield found("messages_twice", MESSAGES, key=key)
    for one in messages:
        yield from _message(one, languages)


def _message(one: Mapping[str, Any], languages: Sequence[str]) -> Iterator[Finding]:
    key = str(one.get("key") or "?")
    yield from _strange(key, one, KEYS)
    if key == "?":
        yield found("messages_form", MESSAGES, key=key, part="key")
    for part, needed in (("name", ("ja", "en")), ("text", languages)):
        texts = one.get(part)
        if not isinstance(texts, Mapping) or not texts.get("ja") or not _are_texts(texts):
            yield found("messages_form", MESSAGES, key=key, part=part)
            continue
        yield from _strange(key, texts, set(LANGUAGE_NAMES))
        if lacking := [code for code in needed if not texts.get(code)]:
            yield found("messages_language", MESSAGES, key=key, part=part, languages="、".join(lacking))
        yield from _blanks(key, texts)


def _strange(key: str, said: Mapping[str, Any], known: set[str]) -> Iterator[Finding]:
    for name in sorted(said.keys() - known):
        yield found("messages_unknown", MESSAGES, key=key, name=name, known="、".join(sorted(known)))


def _blanks(key: str, texts: Mapping[str, str]) -> Iterator[Finding]:
    wanted = sorted(BLANK.findall(texts["ja"]))
    for code, text in texts.items():
        there = sorted(BLANK.findall(text))
        if text and there != wanted:
            shown = {"wanted": "、".join(wanted) or "-", "there": "、".join(there) or "-"}
            yield found("messages_blanks", MESSAGES, key=key, language=code, **shown)


def _are_texts(texts: Mapping[str, Any]) -> bool:
    return all(isinstance(one, str) for one in texts.values())
