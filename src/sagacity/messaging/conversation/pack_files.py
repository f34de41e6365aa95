"""What is to be said about a pack's phrase boards, for check-city. Needs no database."""

import re
from collections.abc import Iterator
from pathlib import Path

from sagacity.kit.city import api as city
from sagacity.messaging.conversation import boards, types
from sagacity.messaging.conversation.types import Side
from sagacity.messaging.easy import easy_warnings

_FACT = re.compile(r"[0-9０-９]+\s*(?:日|円|年|月|時|分|歳|才|か月|ヶ月)")


def look(pack: Path) -> Iterator[city.Finding]:
    """Everything that is wrong with `phrases/*.toml`; a pack without one says so openly."""
    files = sorted((pack / boards.FOLDER).glob("*.toml"))
    if not files:
        yield city.found("lack_phrases", boards.FOLDER)
        return
    try:
        offered = [language.code for language in city.languages(pack.name)]
    except city.BrokenPack:
        return  # its first page is told of elsewhere
    for path in files:
        file = f"{boards.FOLDER}/{path.name}"
        try:
            board = boards.read(path.read_text("utf-8"), name=path.stem)
        except (boards.BrokenBoard, UnicodeDecodeError) as problem:
            yield city.found("phrases_broken", file, problem=problem)
            continue
        yield from _board(board, file, offered)


def _board(board: types.Board, file: str, offered: list[str]) -> Iterator[city.Finding]:
    for key, words in [(board.key, board.name), *((one.key, one.text) for one in board.phrases)]:
        if lacking := [code for code in offered if not words.get(code)]:
            yield city.found("phrases_language", file, key=key, languages="、".join(lacking))
        yield from _easy(key, words.get("ja-easy", ""), file)
    for one in board.phrases:
        if _FACT.search(one.text["ja"]) and not one.source:
            yield city.found("phrases_source", file, key=one.key)
    for side, word in ((Side.CLERK, "職員"), (Side.RESIDENT, "住民")):
        if not board.of(side):
            yield city.found("phrases_one_side", file, side=word, code=side.value)
    if not board.source:
        yield city.found("phrases_source", file, key=board.key)
    if not board.confirmed:
        yield city.found("phrases_to_confirm", file, name=board.name["ja"])


def _easy(key: str, text: str, file: str) -> Iterator[city.Finding]:
    warnings = easy_warnings(text) if text else []
    if warnings:
        said = " ".join(f"「{one.found}」{one.advice}" for one in warnings)
        yield city.found("phrases_easy", file, key=key, advice=said)
