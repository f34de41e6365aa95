"""Reading what a city pack says to residents: topics to begin with, and sample notices for the demonstration.

Needs no database: `check-city` looks a pack over before there is one.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sagacity.kit.city import api as city
from sagacity.messaging import types
from sagacity.messaging.topic_rules import STAFF, wrong_with
from sagacity.messaging.types import Loudness

TOPICS, SAMPLES = "topics.toml", "notices/samples.toml"


class BrokenNoticesPack(ValueError):
    """A file cannot be read; nothing of it was loaded."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A notice of the demonstration, for as many days."""

    key: str
    days: int
    draft: types.Draft


def look(pack: Path) -> Iterator[city.Finding]:
    """What is to be said about these files, for check-city."""
    if not (pack / TOPICS).exists():
        yield city.found("lack_topics", TOPICS)
        return
    try:
        offered = [language.code for language in city.languages(pack.name)]
        texts = _texts(pack)
    except city.BrokenPack:
        return  # its first page is told of elsewhere
    except BrokenNoticesPack as problem:
        yield city.found("notices_broken", problem.args[0], problem=problem.args[1])
        return
    for name, key, text in texts:
        if text and (lacking := [code for code in offered if not text.get(code)]):
            languages = "、".join(lacking)
            yield city.found("notices_language", name, key=key, languages=languages)


def _texts(pack: Path) -> list[tuple[str, str, Mapping[str, str]]]:
    """Everything the pack says to residents: file, key, text by language."""
    some_day = datetime.fromisoformat("2026-01-01T00:00+09:00")
    of_topics = [(TOPICS, one.key, text) for one in topics(pack / TOPICS) for text in (one.name, one.summary)]
    of_samples = samples(pack / SAMPLES, some_day)
    return of_topics + [
        (SAMPLES, one.key, text) for one in of_samples for text in (one.draft.title, one.draft.body)
    ]


def topics(path: Path) -> list[types.Topic]:
    found = []
    for number, said in enumerate(_entries(path, "topic")):
        topic = types.Topic(
            key=str(said.get("key", "")),
            name=said.get("name", {}),
            summary=said.get("summary", {}),
            icon=str(said.get("icon", "bell")),
            owner=str(said.get("owner", "")),
            posted_by=str(said.get("posted_by", STAFF)),
            order=int(said.get("order", number)),
            is_open=True,
        )
        if problem := wrong_with(topic):
            raise BrokenNoticesPack(TOPICS, f"{topic.key or number + 1}: {problem}")
        found.append(topic)
    return found


def samples(path: Path, at: datetime) -> list[Sample]:
    found = []
    for said in _entries(path, "notice"):
        try:
            found.append(_sample(said, at))
        except (KeyError, TypeError, ValueError) as problem:
            raise BrokenNoticesPack(SAMPLES, f"{said.get('key', '?')}: {problem}") from problem
    return found


def _sample(said: Mapping[str, Any], at: datetime) -> Sample:
    texts, days = said["text"], int(said["days"])
    audience = types.Audience(
        school_districts=tuple(said.get("school_districts", ())),
        groups=tuple(said.get("groups", ())),
        topics=tuple(said.get("topics", ())),
        child_from_months=said.get("child_from_months"),
        child_until_months=said.get("child_until_months"),
    )
    draft = types.Draft(
        title={language: text["title"] for language, text in texts.items()},
        body={language: text["body"] for language, text in texts.items()},
        audience=audience,
        publish_at=at,
        expires_at=at + timedelta(days=days),
        loudness=Loudness(said.get("loudness", Loudness.QUIET)),
        topic=said.get("topic", ""),
        url=said.get("url", ""),
    )
    return Sample(key=str(said["key"]), days=days, draft=draft)


def _entries(path: Path, name: str) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    try:
        return list(tomllib.loads(path.read_text("utf-8")).get(name, []))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise BrokenNoticesPack(path.name, str(problem)) from problem
