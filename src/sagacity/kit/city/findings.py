"""What a look at a pack finds: each finding says what there is, why it matters and what to do next."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path


class Level(StrEnum):
    """How much a finding matters."""

    ERROR = "error"  # the pack does not work until this is put right
    WARNING = "warning"  # it works, and somebody will be misled or turned away
    LACK = "lack"  # something every city could have and this one has not; pages say so openly
    NOTE = "note"  # worth knowing


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to know about a pack."""

    code: str
    file: str  # inside the pack
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def level(self) -> Level:
        return Level(str(_sentences()[self.code]["level"]))

    @property
    def what(self) -> str:
        return self.says("what", "ja")

    @property
    def why(self) -> str:
        return self.says("why", "ja")

    @property
    def next(self) -> str:
        return self.says("next", "ja")

    def says(self, part: str, language: str) -> str:
        """One of its three sentences, in Japanese ("ja") or English ("en")."""
        return str(_sentences()[self.code][language][part]).format(**{"file": self.file, **self.details})


def found(code: str, file: str, /, **details: object) -> Finding:
    """A finding with its details written out."""
    return Finding(code, file, {name: str(value) for name, value in details.items()})


@cache
def _sentences() -> dict[str, dict[str, Mapping[str, str]]]:
    return tomllib.loads(Path(__file__).with_name("findings.toml").read_text(encoding="utf-8"))
