"""The reference pages, written from the code, so that documents and code cannot part."""

import importlib
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, get_args, get_origin

from django.urls import URLPattern, URLResolver, get_resolver

from sagacity.broker import api as broker
from sagacity.kit import policy, retention
from sagacity.kit.manifest import all_manifests
from sagacity.kit.signals import api as signals
from sagacity.site import pages as pages_of_site

ROOT = Path(__file__).parents[3]
SOURCE = ROOT / "src"
FOLDER = ROOT / "docs" / "reference"
NOTE = "<!-- Written by `./sagacity manage reference`; change the code, then write it anew. -->\n"


def pages() -> dict[str, str]:
    """Every written page by its file name."""
    return {
        "api.md": _api(),
        "signals.md": _signals(),
        "urls.md": _urls(),
        "mini-apps.md": _mini_apps(),
        "settings.md": pages_of_site.settings(),
        "commands.md": pages_of_site.commands(),
        "retention.md": _retention(),
    }


def _retention() -> str:
    text = NOTE + (
        "# What is kept how long\n\nEach room says in its `retention.toml` what goes by itself. "
        "`/staff/kept/` shows the same with the last turn of each job.\n\n"
    )
    text += _table("room", "what", "how long", "job")
    for each in retention.everything():
        job = f"`{each.job}`" if each.job else "the worker, each hour"
        text += _row(f"`{each.room}`", each.what["en"], each.how_long["en"], job)
    return text


def _first_line(thing: object) -> str:
    if get_origin(thing) is Literal:
        return "One of " + ", ".join(f"`{word}`" for word in get_args(thing) if word)
    if isinstance(thing, dict):
        return "By key: " + ", ".join(f"`{key}`" for key in thing)
    return (inspect.getdoc(thing) or "").partition("\n")[0]


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def _table(*headings: str) -> str:
    return _row(*headings) + _row(*["---"] * len(headings))


def _api_modules() -> list[str]:
    files = sorted(SOURCE.glob("sagacity/**/api.py"))
    return [".".join(file.relative_to(SOURCE).with_suffix("").parts) for file in files]


def _api() -> str:
    text = NOTE + "# Front doors\n\nWhat other rooms may use, room by room.\n"
    for name in _api_modules():
        module = importlib.import_module(name)
        text += f"\n## `{name}`\n\n{_first_line(module)}\n\n" + _table("name", "what it is")
        for word in sorted(module.__all__, key=str.lower):
            text += _row(f"`{word}`", _first_line(getattr(module, word)))
    return text


def _signals() -> str:
    text = NOTE + "# Signals\n\nNews that travels up, delivered at least once by the worker.\n\n"
    text += _table("signal", "fact", "heard by")
    ours = [each for each in signals.all_signals().values() if ".tests." not in each.fact.__module__]
    for signal in sorted(ours, key=lambda each: each.name):
        heard = ", ".join(f"`{receiver}`" for receiver in sorted(signal.receivers)) or "nobody yet"
        text += _row(f"`{signal.name}`", f"`{signal.fact.__name__}`", heard)
    return text


def _urls() -> str:
    text = NOTE + "# Doors\n\nEvery address, whose it is, and who may come in.\n\n"
    text += _table("address", "owner", "who may come in")
    for path, door in sorted(_doors(get_resolver()), key=lambda each: each[0]):
        rule = policy.rule_of(door.callback)
        owner = str(getattr(door.callback, "__module__", ""))
        text += _row(f"`/{path}`", f"`{owner}`", rule.name if rule else "nobody")
    return text + _addresses_of_broker()


def _addresses_of_broker() -> str:
    text = "\n## The data-linkage platform\n\n"
    text += "Raw addresses beside the pages; `open`: no key is asked for, or the address asks by itself.\n\n"
    text += _table("method", "address", "owner", "face", "a key must be let")
    for address in broker.addresses():
        text += _row(
            address.method, f"`{address.template}`", f"`{address.owner}`", address.face, address.access
        )
    return text


def _doors(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _doors(entry, prefix + str(entry.pattern))
        else:
            yield prefix + str(entry.pattern), entry


def _mini_apps() -> str:
    text = NOTE + "# Mini-apps and desks\n\n" + _table("key", "name", "door", "owner", "uses", "keeps")
    for manifest in all_manifests():
        if not manifest.external:
            text += _row(
                f"`{manifest.key}`",
                f"{manifest.name_in('ja')} ({manifest.name_in('en')})",
                manifest.door,
                manifest.owner,
                ", ".join(manifest.uses) or "nothing",
                ", ".join(manifest.keeps) or "nothing",
            )
    return text
