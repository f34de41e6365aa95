"""Keys and facts cross a door; database rows never do."""

import importlib
import inspect
import types
import typing
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import models

SOURCE = Path(__file__).parents[2] / "src"
APIS = sorted(
    ".".join(path.relative_to(SOURCE).with_suffix("").parts) for path in SOURCE.glob("sagacity/**/api.py")
)
ROWS = (models.Model, models.QuerySet, models.Manager)


def _parts(hint: object) -> Iterator[object]:
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is not None:
        for part in typing.get_args(hint):
            yield from _parts(part)
        origin = typing.get_origin(hint)
        if origin is not None:
            yield origin
    else:
        yield hint


def _menu(module: str) -> list[tuple[str, object]]:
    api = importlib.import_module(module)
    names: list[str] = list(getattr(api, "__all__", ()))
    return [(name, getattr(api, name)) for name in names]


@pytest.mark.parametrize("module", APIS)
def test_a_menu_lists_its_names(module: str) -> None:
    assert _menu(module), f"{module} needs __all__: the menu, names only"


@pytest.mark.parametrize("module", APIS)
def test_nothing_on_the_menu_is_a_row(module: str) -> None:
    for name, thing in _menu(module):
        assert not (inspect.isclass(thing) and issubclass(thing, ROWS)), f"{module}.{name} is a database row"


@pytest.mark.parametrize("module", APIS)
def test_no_function_on_the_menu_takes_or_gives_a_row(module: str) -> None:
    for name, thing in _menu(module):
        if not inspect.isfunction(thing):
            continue
        hints = typing.get_type_hints(inspect.unwrap(thing))
        for place, hint in hints.items():
            for part in _parts(hint):
                is_row = inspect.isclass(part) and issubclass(part, ROWS)
                assert not is_row, f"{module}.{name}: {place} is {hint}; give a fact from types.py"
