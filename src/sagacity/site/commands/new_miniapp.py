"""Start a mini-app: ./sagacity new-miniapp KEY [--name …] [--package DIR for a project of its own]."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from sagacity.site import new_app
from sagacity.site.speech import complain, say, show


def run(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser("./sagacity new-miniapp", description=__doc__)
    parser.add_argument("key", help="small letters and digits, such as library: its address is /apps/KEY/")
    parser.add_argument("--name", default="", help="name in Japanese, as residents see it")
    parser.add_argument("--name-en", default="", help="name in English")
    parser.add_argument("--owner", default="（担当課を書いてください）", help="division that answers for it")
    parser.add_argument("--package", type=Path, metavar="DIR", help="write an installable project there")
    chosen = parser.parse_args(argv)
    wish = new_app.Wish(
        key=chosen.key,
        name=_plain(chosen.name) or chosen.key,
        name_en=_plain(chosen.name_en) or chosen.key.capitalize(),
        owner=_plain(chosen.owner),
    )
    try:
        made = new_app.as_package(wish, project=chosen.package) if chosen.package else new_app.in_house(wish)
    except new_app.WrongKey:
        complain(
            f"「{wish.key}」は使えません。小文字の英字で始まる、2～30字の英数字で書いてください。例: library",
            f"{wish.key!r} cannot be a key: 2 to 30 small letters and digits, such as library",
        )
        return 64
    except new_app.AppExists as problem:
        complain(
            f"{problem} はもうあります。何も変えていません。別の名前にしてください。",
            f"{problem} exists already and was left as it is: choose another name",
        )
        return 1
    say(f"{made} を作りました", f"{made} is there")
    if chosen.package:
        show(f"  1. pip install --no-deps --editable {made}")
    show(f"  {2 if chosen.package else 1}. ./sagacity demo   → /apps/{wish.key}/")
    show("  次に / then: docs/how-to/write-a-mini-app.md")
    return 0


def _plain(text: str) -> str:
    """Names stand in TOML, Python, catalogues and templates alike, so quotes and braces are left out."""
    return " ".join("".join(letter for letter in text if letter not in "\"'{}%\\").split())
