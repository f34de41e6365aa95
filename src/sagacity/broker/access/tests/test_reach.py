import pytest

from sagacity.broker.access import grants
from sagacity.broker.access.caller import ANYONE, Caller
from sagacity.broker.access.grants import Grant
from sagacity.broker.entity import Attribute, Entity
from sagacity.broker.refusals import NoKey, NotAllowed
from sagacity.broker.selection import EVERYWHERE, PathScope

RIVER = Entity("r1", "River", "/a/x", {"level": Attribute(2.1, "Number"), "note": Attribute("secret")})


def caller(*granted: Grant, key: str = "k1") -> Caller:
    return Caller("somebody", key, granted)


@pytest.mark.parametrize(
    ("one", "other", "common"),
    [
        ("/#", "/a/#", "/a/#"),
        ("/a/#", "/a/b", "/a/b"),
        ("/a", "/a/#", "/a"),
        ("/a/b/#", "/a/#", "/a/b/#"),
        ("/a", "/b/#", None),
        ("/ab/#", "/a/#", None),
        ("/a", "/a", "/a"),
        ("/a", "/a/b", None),
    ],
)
def test_two_scopes_have_in_common_what_both_hold(one: str, other: str, common: str | None) -> None:
    def scope(text: str) -> PathScope:
        return PathScope(text.removesuffix("/#") or "/", subtree=text.endswith("/#"))

    wanted = None if common is None else scope(common)

    assert grants.both(scope(one), scope(other)) == wanted
    assert grants.both(scope(other), scope(one)) == wanted


def test_an_entity_shows_the_attributes_of_every_grant_that_covers_it() -> None:
    one = Grant(tenant="t", path="/a", types=("River",), attributes=("level",))
    other = Grant(tenant="t", path="/b", attributes=("note",))

    shown = caller(one, other).sees("t", RIVER)

    assert shown is not None
    assert list(shown.attributes) == ["level"]


@pytest.mark.parametrize(
    "grant",
    [
        Grant(tenant="u", path="/a"),
        Grant(tenant="t", path="/b"),
        Grant(tenant="t", path="/a", types=("Road",)),
        Grant(tenant="t", path="/a", may=("write",)),
    ],
)
def test_an_entity_beyond_the_reach_is_not_there(grant: Grant) -> None:
    assert caller(grant).sees("t", RIVER) is None


def test_paths_are_narrowed_to_the_reach() -> None:
    reading = caller(Grant(tenant="t", path="/a"), Grant(tenant="t", path="/c"))

    assert reading.paths("t", (EVERYWHERE,)) == (PathScope("/a", True), PathScope("/c", True))
    assert reading.paths("t", (PathScope("/a/x"),)) == (PathScope("/a/x"),)


def test_a_path_beyond_the_reach_is_refused_by_name() -> None:
    with pytest.raises(NotAllowed, match="may not read at /b"):
        caller(Grant(tenant="t", path="/a")).paths("t", (PathScope("/b"),))


def test_whoever_shows_no_key_is_told_where_keys_come_from() -> None:
    with pytest.raises(NoKey, match="X-API-Key"):
        caller(Grant(path="/opendata"), key="").paths("", (PathScope("/b"),))


def test_attributes_beyond_the_reach_cannot_be_written() -> None:
    writing = caller(Grant(tenant="t", path="/a", attributes=("level",), may=("write",)))

    assert writing.may_write("t", "/a/x", "River", frozenset({"level"}))
    assert not writing.may_write("t", "/a/x", "River", frozenset({"level", "note"}))
    assert not writing.may_write("t", "/b", "River", frozenset({"level"}))


def test_an_open_broker_asks_nothing() -> None:
    assert ANYONE.sees("t", RIVER) is RIVER
    assert ANYONE.may_write("t", "/b", "Road", frozenset({"x"}))
    assert ANYONE.paths("t", (EVERYWHERE,)) == (EVERYWHERE,)
