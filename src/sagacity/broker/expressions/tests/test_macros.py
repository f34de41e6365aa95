"""Macros in texts and in JSON."""

from typing import Any

import pytest

from sagacity.broker.expressions import macros

_CONTEXT: dict[str, Any] = {"A": 5, "S": "text", "O": {"k": [1]}, "F": False}


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("no macro", "no macro"),
        ("${A}", "5"),
        ("a ${A} b ${S}", "a 5 b text"),
        ("${A}${S}", "5text"),
        ("${O}", '{"k":[1]}'),
        ("${F}", "false"),
        ("${nothing}", "null"),
        ("${broken +}", "null"),
        ("${{x: A}.x}", "5"),
        ("${'}'+S}", "}text"),
        ("${A", "${A"),
        ("$A {A}", "$A {A}"),
        ("", ""),
        ("${}", "null"),
    ],
)
def test_a_text_takes_the_values_of_its_macros(text: str, filled: str) -> None:
    assert macros.fill(text, _CONTEXT) == filled


def test_a_macro_that_fills_a_whole_string_keeps_its_type() -> None:
    written = {"${A}": ["${A}", "${O}", "n=${A}", "${nothing}", 7, None], "d": {"f": "${F}"}}
    filled = {"${A}": [5, {"k": [1]}, "n=5", None, 7, None], "d": {"f": False}}
    assert macros.fill_json(written, _CONTEXT) == filled


def test_a_text_knows_whether_it_holds_a_macro() -> None:
    assert macros.has_macro("x${A}")
    assert not macros.has_macro("x${A")
    assert not macros.has_macro("x$A")
