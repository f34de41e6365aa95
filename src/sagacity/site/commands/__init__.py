"""The commands of `./sagacity`: one module each, with a sentence on top and `run(arguments) -> int`."""

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, cast

WORDS_OF_PYTHON = {"import"}  # a module cannot be called so: commands/import_.py
HERE = Path(__file__).parent


class Command(Protocol):
    """What a module in this folder offers."""

    __doc__: str | None
    run: Callable[[list[str]], int]


def names() -> list[str]:
    """Every command there is, as one types it."""
    modules = (path.stem for path in HERE.glob("*.py") if path.stem != "__init__")
    return sorted(module.rstrip("_").replace("_", "-") for module in modules)


def find(name: str) -> Command:
    """The module of one command."""
    module = name.replace("-", "_") + ("_" if name in WORDS_OF_PYTHON else "")
    return cast(Command, importlib.import_module(f"{__name__}.{module}"))


def sentence(name: str) -> str:
    """What a command is for."""
    return (find(name).__doc__ or "").strip().partition("\n")[0]
