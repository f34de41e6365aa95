"""Phrase boards of the city that this is now: `phrases/*.toml` of its pack."""

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from sagacity.kit.city import api as city
from sagacity.messaging.conversation import pictograms, types
from sagacity.messaging.conversation.refusals import NoSuchBoard, NoSuchPhrase
from sagacity.messaging.conversation.types import Side

FOLDER = "phrases"
LONGEST = 160  # letters of a phrase: more is not read on a tablet
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")


class BrokenBoard(ValueError):
    """A file cannot be read; the text says where."""


def boards() -> tuple[types.Board, ...]:
    """The boards in the city's own order; a pack without phrases has none.

    Raises:
        BrokenBoard: a file cannot be read; `./sagacity check-city` says where and why.
    """
    files = sorted((city.folder() / FOLDER).glob("*.toml"))
    found = [_read(path, path.stat().st_mtime_ns) for path in files]
    return tuple(sorted(found, key=lambda board: (board.order, board.key)))


def board(*, key: str) -> types.Board:
    """One board.

    Raises:
        NoSuchBoard: there is none.
    """
    found = next((one for one in boards() if one.key == key), None)
    if found is None:
        raise NoSuchBoard(key)
    return found


def phrase(*, board: str, key: str, side: Side) -> types.Phrase:
    """One phrase that a side may say.

    Raises:
        NoSuchPhrase: the board does not have it, or has it for the other side.
    """
    there = (one for one in boards() if one.key == board)
    found = next((one for here in there for one in here.of(side) if one.key == key), None)
    if found is None:
        raise NoSuchPhrase(f"{board}/{key}")
    return found


@lru_cache(maxsize=64)
def _read(path: Path, written: int) -> types.Board:
    return read(path.read_text("utf-8"), name=path.stem)


def read(text: str, *, name: str) -> types.Board:
    """A board from the words of its file; the name of the file is its key.

    Raises:
        BrokenBoard: with where and why.
    """
    try:
        said = tomllib.loads(text)
        found = types.Board(
            key=_key(name, set()),
            name=_words(said["name"], name),
            phrases=_phrases(said.get("phrase", [])),
            order=int(said.get("order", 0)),
            source=str(said.get("source", "")),
            confirmed=said.get("confirmed", False) is True,
        )
    except tomllib.TOMLDecodeError as problem:
        raise BrokenBoard(str(problem)) from problem
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise BrokenBoard(f"{type(problem).__name__}: {problem}") from problem
    return found


def _phrases(said: list[Mapping[str, Any]]) -> tuple[types.Phrase, ...]:
    known: set[str] = set()
    return tuple(_phrase(_key(str(one["key"]), known), one) for one in said)


def _phrase(key: str, said: Mapping[str, Any]) -> types.Phrase:
    pictogram = str(said.get("pictogram", ""))
    if pictogram and pictogram not in pictograms.NAMES:
        raise ValueError(f"{key}: there is no pictogram {pictogram!r}")
    return types.Phrase(
        key=key,
        side=Side(said["side"]),
        text=_words(said["text"], key),
        pictogram=pictogram,
        source=str(said.get("source", "")),
    )


def _words(said: Mapping[str, str], key: str) -> types.Words:
    if not said.get("ja") or any(not isinstance(text, str) or len(text) > LONGEST for text in said.values()):
        raise ValueError(f"{key}: it needs ja, and at most {LONGEST} letters in each language")
    return dict(said)


def _key(said: str, known: set[str]) -> str:
    if _KEY.fullmatch(said) is None or said in known:
        raise ValueError(f"{said!r}: a key is short, of small letters, and stands once")
    known.add(said)
    return said
