"""Expressions and their values, by the examples of the manual."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine

from sagacity.broker.expressions import jexl

_CONTEXT: dict[str, Any] = {
    "A": 5, "B": 2.5, "T": " Wet ", "L": [3, 1, 2], "O": {"x": {"y": [10, 20]}, "a.b": 7}, "Z": None, "N": 0,
    "yes": True, "E": "", "山": "富士", "metadata": {"A": {"previousValue": 4}},
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("A", 5),
        ("A+B", 7.5),
        ("A+B*2", 10),
        ("(A+B)*2", 15),
        ("A-B-1", 1.5),
        ("10/4", 2.5),
        ("10/5", 2),
        ("7//2", 3),
        ("7%4", 3),
        ("2^10", 1024),
        ("0-1", -1),
        ("-A", -5),
        ("-5|toFixed(0)", -5),
        ("1.5e2", 150),
        ("'a'+\"b\"", "ab"),
        (r"'it\'s'", "it's"),
        ("A>4 && B<3", True),
        ("A>4 && B>3", False),
        ("A==5", True),
        ("A=='5'", False),
        ("A!='5'", True),
        ("yes==1", False),
        ("'a'<'b'", True),
        ("A>=5 ? 'hot' : 'cold'", "hot"),
        ("A<5 ? 'hot' : A>9 ? 'x' : 'cold'", "cold"),
        ("!yes", False),
        ("!!A", True),
        ("N||E||'last'", "last"),
        ("A&&B", 2.5),
        ("nothing||0", 0),
        ("nothing&&1", None),
        ("nothing ? 1 : 2", 2),
        ("nothing", None),
        ("nothing.deeper[0]", None),
        ("O.x.y[1]", 20),
        ("O['a.b']", 7),
        ("L[0]+L[2]", 5),
        ("L[9]", None),
        ("metadata.A.previousValue", 4),
        ("山", "富士"),
        ("{a: A, 'b c': [1, A], n: nothing}", {"a": 5, "b c": [1, 5], "n": None}),
        ("{}", {}),
        ("[]", []),
        ("2 in L", True),
        ("'x' in O", True),
        ("true", True),
        ("Z==null", True),
        # every failure is null
        ("nothing+1", None),
        ("nothing==1", None),
        ("A+", None),
        ("A B", None),
        ("(A", None),
        ("A|nosuch", None),
        ("A|uppercase", None),
        ("T|uppercase(1)", None),
        ("'a'+1", None),
        ("'a'>1", None),
        ("Z+1", None),
        ("1/0", None),
        ("1%0", None),
        ("9^9^99", None),
        ("(0-8)^0.5", None),
        ("", None),
        ("a:b", None),
        ("O.__class__", None),
        ("__import__('os')", None),
        ("L|__len__", None),
        # functions
        ("T|uppercase|trim", "WET"),
        ("T|lowercase", " wet "),
        ("'a,b'|split(',')", ["a", "b"]),
        ("'a'|split('')", None),
        ("'hello'|indexOf('l')", 2),
        ("'hello'|indexOf('x')", None),
        ("'山川'|len", 2),
        ("'hello'|substring(1,3)", "el"),
        ("'hello'|substring(1,9)", None),
        ("'hello'|substring(3,1)", None),
        ("'hello'|substring(0-1,2)", None),
        ("'hello'|includes('ell')", True),
        ("'x'|isNaN", True),
        ("A|isNaN", False),
        ("'42'|parseInt", 42),
        ("'4x'|parseInt", None),
        ("'4.5'|parseFloat", 4.5),
        ("A|typeOf", "Number"),
        ("L|typeOf", "Array"),
        ("Z|typeOf", "Null"),
        ("yes|typeOf", "Boolean"),
        ("A|toString", "5"),
        ("O.x|toString", '{"y":[10,20]}'),
        ("'[1, {\"a\": 2}]'|toJson", [1, {"a": 2}]),
        ("'[1'|toJson", None),
        ("2.7|floor", 2),
        ("2.1|ceil", 3),
        ("2.5|round", 3),
        ("3.18|toFixed(1)", 3.2),
        ("100|log10", 2),
        ("8|log2", 3),
        ("1|log", 0),
        ("0|log", None),
        ("9|sqrt", 3),
        ("(0-9)|sqrt", None),
        ("'aXbX'|replaceStr('X','--')", "a--b--"),
        ("'a1b22'|replaceRegex('[0-9]+','#')", "a#b#"),
        ("'john smith'|replaceRegex('(\\w+) (\\w+)','$2 $1')", "smith john"),
        ("'a1b22'|matchRegex('[0-9]+')", ["1", "22"]),
        ("'a'|matchRegex('(')", None),
        ("'de'|mapper(['en','de'],['English','Deutsch'])", "Deutsch"),
        ("'fr'|mapper(['en','de'],['English','Deutsch'])", None),
        ("'de'|mapper(['en','de'],['English'])", None),
        ("2|nMapper([1,2],['one','two'])", "two"),
        ("0|thMapper([1,2],['low','mid','high'])", "low"),
        ("1|thMapper([1,2],['low','mid','high'])", "mid"),
        ("2|thMapper([1,2],['low','mid','high'])", "high"),
        ("1|thMapper([1,2],['low','high'])", None),
        ("O|keys", ["x", "a.b"]),
        ("O.x|values", [[10, 20]]),
        ("L|arrSum", 6),
        ("L|arrAvg", 2),
        ("L|arrMax", 3),
        ("L|arrMin", 1),
        ("L|arrMed", 2),
        ("[]|arrSum", None),
        ("[1,'x']|arrAvg", None),
        ("L|arrSort", [1, 2, 3]),
        ("[1,'x']|arrSort", None),
        ("L|arrReverse", [2, 1, 3]),
        ("'a'|touppercase", "A"),
        ("'hello'|substr(1,3)", "ell"),
        ("'hello'|substr(0-3,2)", "ll"),
        ("'hello'|slice(1,3)", "el"),
        ("L|slice(0,2)", [3, 1]),
        ("5|slice(0,2)", None),
        ("L|addreduce", 6),
        ("L|concatarr([4])", [3, 1, 2, 4]),
        ("L|joinarrtostr('-')", "3-1-2"),
        ("'a'|jsonstringify", '"a"'),
        ("'3'|parseint|tostring|length", 1),
        ("L|lengtharray", 3),
        ("2.345|tofixed(2)", 2.35),
        ("0|toIsoString", "1970-01-01T00:00:00+00:00"),
        ("'2024-07-10T10:22:29Z'|getTime", 1720606949),
        ("'soon'|getTime", None),
    ],
)
def test_an_expression_has_its_value_and_every_failure_is_null(text: str, value: Any) -> None:
    found = jexl.compile(text).value(_CONTEXT)
    assert found == value
    assert type(found) is type(value)


def test_now_counts_seconds_from_the_clock() -> None:
    with time_machine.travel(datetime(2024, 7, 10, 10, 22, 29, tzinfo=UTC), tick=False):
        assert jexl.compile("0|now").value({}) == 1720606949
        assert jexl.compile("3600|now|toIsoString").value({}) == "2024-07-10T11:22:29+00:00"


def test_a_malformed_expression_says_what_is_wrong_with_it() -> None:
    assert jexl.compile("A+").problem
    assert not jexl.compile("A+1").problem


@pytest.mark.parametrize(
    "text",
    [
        "(" * 5000 + "1" + ")" * 5000,
        "-" * 8000 + "1",
        "!" * 8000 + "1",
        "1?" * 2000 + "1" + ":1" * 2000,
        "[" * 4000,
        "'a'" + "|replaceStr('a','aaaaaaaa')" * 250,
        "'" + "a" * 4000 + "'" + "|split('a')|toString" * 150,
        "'" + "a" * 8000 + "'|replaceRegex('(a*)*b','x')",
        "x" + "|toString" * 900,
        "big" + "+big" * 2000,
        "1 in many" + "||1 in many" * 700,
        "9" * 9000,
        "'" + "\\\\" * 4000,
    ],
)
def test_no_expression_takes_long_whatever_it_asks(text: str) -> None:
    context = {"x": {"k": [["y"] * 50] * 50}, "big": "b" * 200_000, "many": [0] * 200_000}
    jexl.compile(text).value(context)  # without the limits the run would not end


def test_a_long_chain_is_no_deep_one() -> None:
    assert jexl.compile("1" + "+1" * 999).value({}) == 1000
