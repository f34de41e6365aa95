"""What a query on attribute values finds, by examples from the manual."""

from typing import Any

import pytest

from sagacity.broker.querying import q
from sagacity.broker.querying.tests.things import attribute, entity
from sagacity.broker.refusals import BadRequest
from sagacity.broker.selection import Hint

_DATE = attribute("2026-04-08T03:00:00.000Z", "DateTime")


@pytest.mark.parametrize(
    ("query", "value", "found"),
    [
        ("a", None, True),
        ("!a", 1, False),
        ("!b", 1, True),
        ("b", 1, False),
        ("a==20", 20, True),
        ("a==20", 20.0, True),
        ("a:20", 20, True),
        ("a==20", "20", False),
        ("a=='20'", "20", True),
        ("a=='20'", 20, False),
        ("a==true", True, True),
        ("a==1", True, False),
        ("a==true", 1, False),
        ("a==null", None, True),
        ("a!=null", None, False),
        ("a!=20", 21, True),
        ("a!=20", "20", True),
        ("b!=20", 21, False),
        ("a==x,y", "y", True),
        ("a!=x,y", "y", False),
        ("a!=x,y", "z", True),
        ("a=='x,y'", "x,y", True),
        ("a=='x;y'", "x;y", True),
        ("a==10..20", 20, True),
        ("a==10..20", 20.5, False),
        ("a!=10..20", 20.5, True),
        ("a==b..d", "c", True),
        ("a==10..20", "15", False),
        ("a==x", ["w", "x"], True),
        ("a!=x", ["w", "x"], False),
        ("a==1", [True], False),
        ("a==10..20", [1, 15], True),
        ("a>10", 11, True),
        ("a>10", 10, False),
        ("a>=10", 10, True),
        ("a<10", 9.5, True),
        ("a<=10", 10.5, False),
        ("a>10", "11", False),
        ("a>b", "c", True),
        ("a>0", True, False),
        ("a~=ell", "hello", True),
        ("a~=^ell", "hello", False),
        ("a~=1", 1, False),
        ("a~=a|b;a", "b", True),
        ("a>10;a<20", 15, True),
        ("a>10;a<20", 25, False),
        ("a.w==80", {"w": 80}, True),
        ("a.w", {"w": None}, True),
        ("!a.w", {"v": 1}, True),
        ("a.w.x>1", {"w": {"x": 2}}, True),
        ("a.w", "w", False),
        ("a.'b.c'==1", {"b.c": 1}, True),
        ("a==山内", "山内", True),
        ("a==-5", -5, True),
        ("a==1e3", 1000, True),
        ("a==1e999", "1e999", True),
        ("a=='it", "it", None),
        ("a==", "", None),
        ("a==''", "", True),
    ],
)
def test_a_query_finds_what_the_manual_says(query: str, value: Any, found: bool | None) -> None:
    if found is None:
        with pytest.raises(BadRequest):
            q.parse(query)
    else:
        assert q.parse(query).matches(entity(a=value)) is found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("a==2026-04-08T03:00:00Z", True),
        ("a==2026-04-08T12:00:00+09:00", True),
        ("a>2026-04-08", True),
        ("a<2026-04-08", False),
        ("a>='2026-04-08'", True),
        ("a==2026-04-01..2026-04-30", True),
        ("a==2026-04-01..2026-04-02", False),
        ("a!=2026-04-08T03:00:00.000Z", False),
        ("a>5", False),
        ("a==abc", False),
        ("a!=abc", True),
        ("a~=^2026", True),
    ],
)
def test_dates_compare_as_moments_whatever_the_zone(query: str, found: bool) -> None:
    assert q.parse(query).matches(entity(a=_DATE)) is found


def test_filters_pass_over_a_date_that_is_null() -> None:
    unknown = entity(a=attribute(None, "DateTime"))
    assert not any(q.parse(query).matches(unknown) for query in ("a>2020-01-01", "a!=2020-01-01", "a==null"))


def test_a_text_that_looks_like_a_date_compares_as_text() -> None:
    assert q.parse("a==2026-04-08").matches(entity(a="2026-04-08"))
    assert not q.parse("a==2026-04-08").matches(entity(a="2026-04-08T00:00:00.000Z"))


def test_builtin_attributes_win_over_a_users_own() -> None:
    mine = entity(dateCreated="never", servicePath="/x")
    assert q.parse("dateCreated==1970-01-01T00:00:01Z;dateModified>dateCreated").matches(mine) is False
    assert q.parse("dateCreated==1970-01-01T00:00:01Z;servicePath=='/a/b'").matches(mine)
    assert q.parse("dateModified<=1970-01-01T00:00:02.000Z;!dateExpires").matches(mine)


@pytest.mark.parametrize(
    "query", ["", "a;;b", "a;", "==5", "!a==5", "a>true", "a>null", "a>1,2", "a<1..2", "a==1..b", "a~=(?=x)",
              "a..b==1", "a==1..2,3..4", "a==1,,2", "a~=", "a~=(", "!", "a==1..2..3"]
)  # fmt: skip
def test_a_malformed_query_is_refused(query: str) -> None:
    with pytest.raises(BadRequest):
        q.parse(query)


@pytest.mark.parametrize(
    ("query", "hints"),
    [
        ("a==5", (Hint("a", "==", 5.0),)),
        ("a==x", (Hint("a", "==", "x"),)),
        ("a>5", (Hint("a", ">=", 5.0),)),
        ("a<=5;b==y", (Hint("a", "<=", 5.0), Hint("b", "==", "y"))),
        ("a==3,1,2", (Hint("a", ">=", 1.0), Hint("a", "<=", 3.0))),
        ("a==1..2", (Hint("a", ">=", 1.0), Hint("a", "<=", 2.0))),
        ("a>2026-04-08", (Hint("a", ">=", "2026-04-08"),)),
        ("a<2026-04-08", (Hint("a", "<=", "2026-04-08T00:00:00.000Z"),)),
        ("a==1,x", ()),
        ("a==true", ()),
        ("a!=5", ()),
        ("a.b==5", ()),
        ("a~=x", ()),
        ("dateCreated>2020-01-01", ()),
    ],
)
def test_an_index_hears_what_it_can_know(query: str, hints: tuple[Hint, ...]) -> None:
    assert q.parse(query).hints == hints
