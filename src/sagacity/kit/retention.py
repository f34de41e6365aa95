"""What is kept how long, and by which job it goes: each room says so in its `retention.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps

FILE = "retention.toml"


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of data, and when it goes."""

    room: str  # the package, such as "sagacity.messaging"
    what: Mapping[str, str]  # by language, for staff
    how_long: Mapping[str, str]
    job: str  # the name of its line on the timetable; empty: the worker itself, each hour


def everything() -> list[Kept]:
    """Every kind of data that goes by itself, room by room."""
    return [
        Kept(config.name, line["what"], line["how_long"], line.get("job", ""))
        for config in sorted(apps.get_app_configs(), key=lambda each: each.name)
        if (file := Path(config.path) / FILE).is_file()
        for line in tomllib.loads(file.read_text(encoding="utf-8"))["kept"]
    ]
