"""How kinds of records are called in the data-linkage platform; read from models.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Model:
    """One entity type: column of the national standard → attribute."""

    type: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    flags: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # attribute → column → word


@cache
def all_models() -> Mapping[str, Model]:
    """Every model by the key of its kind."""
    said = tomllib.loads(Path(__file__).with_name("models.toml").read_text(encoding="utf-8"))
    return {kind: Model(**model) for kind, model in said.items()}
