"""Definitions for tests: made of a few lines, as short as the test that reads them."""

from datetime import UTC, datetime

from sagacity.procedures.reading import read
from sagacity.procedures.types import Definition

AT = datetime(2026, 7, 6, 3, tzinfo=UTC)  # a Monday, noon in Japan
HEAD = """
key = "parking"
version = "1"
division = "市民生活課"
name = {ja = "駐車の許可"}
about = {ja = "駐車場を使う許可です。"}
"""


def define(more: str = "", /, **questions: str) -> Definition:
    """A definition with one block, "all": the kind and fields of each question by its key; `more` follows."""
    asked = "".join(
        f'[[block.question]]\nkey = "{key}"\nlabel = {{ja = "{key}の問い"}}\n{fields}\n'
        for key, fields in questions.items()
    )
    block = f'[[block]]\nkey = "all"\ntitle = {{ja = "全部"}}\n{asked}' if asked else ""
    return read(text=f"{HEAD}\n{block}\n{more}")
