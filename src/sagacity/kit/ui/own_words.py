"""Every room speaks with its own words, also where another room says something else for the same Japanese.

「本人」 is "You" on a form and "Giver" on a mandate. Django knows one catalogue for all rooms; where they
differ it holds the words of each room once more under the room's label (`catalogues.py`), and here they are
looked up first.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import override, trans_real

SEPARATOR = "\x04"  # what gettext itself puts between a context and a text
Answer = Callable[[HttpRequest], HttpResponse]
_whose: ContextVar[str] = ContextVar("whose_words", default="")


def label_of(module: str) -> str:
    """The label of the room a module belongs to; empty for a module of no room."""
    config = apps.get_containing_app_config(module)
    return config.label if config else ""


@contextmanager
def of(module: str) -> Iterator[None]:
    """Let the room of a module speak."""
    token = _whose.set(label_of(module))
    try:
        yield
    finally:
        _whose.reset(token)


def in_every_language(said: Callable[[str], str], *, of_room: str) -> dict[str, str]:
    """What is said in each language of the city, by its code, in the words of the room of a module."""
    found = {}
    with of(of_room):
        for code, _name in settings.LANGUAGES:
            with override(code):
                found[code] = said(code)
    return found


class WordsOfThePage:
    """Middleware: from here to the end of the request the room speaks that the page belongs to."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _whose.set("")
        try:
            return self.get_response(request)
        finally:
            _whose.reset(token)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], *_said: object) -> None:
        _whose.set(label_of(view.__module__))


class Catalogue(trans_real.TranslationCatalog):
    """Looks for the words of the room that speaks, then for those of anybody."""

    def get(self, key: Any, default: Any = None) -> Any:
        if whose := _whose.get():
            own = f"{whose}{SEPARATOR}"
            found = super().get((own + key[0], *key[1:]) if isinstance(key, tuple) else own + key)
            if found is not None:
                return found
        return super().get(key, default)

    def plural(self, key: str, num: int) -> str:
        if whose := _whose.get():
            try:
                return str(super().plural(whose + SEPARATOR + key, num))
            except KeyError:
                pass
        return str(super().plural(key, num))


def install() -> None:
    """Let every catalogue that is loaded from now on ask the room that speaks."""
    trans_real.TranslationCatalog = Catalogue  # type: ignore[misc]
