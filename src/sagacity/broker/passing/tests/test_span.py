import pytest

from sagacity.broker.access.caller import Caller
from sagacity.broker.access.grants import Grant
from sagacity.broker.passing.span import span
from sagacity.broker.refusals import NotAllowed, NotSupported
from sagacity.broker.selection import EVERYWHERE, PathScope

X, IN_X, Y = PathScope("/x", True), PathScope("/x/in", True), PathScope("/y", True)


def caller(*grants: Grant) -> Caller:
    return Caller("a test", "key", grants)


def test_a_question_everywhere_is_asked_where_the_key_reaches() -> None:
    found = span(caller(Grant(path="/x"), Grant(path="/y")), "", (EVERYWHERE,), "read")

    assert (found.scopes, found.types, found.attributes("River")) == ((X, Y), (), None)


def test_what_another_grant_says_already_is_no_second_question() -> None:
    holder = caller(Grant(path="/x"), Grant(path="/x/in", types=("River",), attributes=("a",)))

    assert span(holder, "", (EVERYWHERE,), "read").scopes == (X,)


def test_different_things_at_different_paths_take_several_questions() -> None:
    holder = caller(Grant(path="/x", types=("River",)), Grant(path="/x/in", types=("Road",)))

    with pytest.raises(NotSupported, match="/x, /x/in"):
        span(holder, "", (EVERYWHERE,), "read")
    assert span(holder, "", (IN_X,), "read").types == ("River", "Road")
    assert span(holder, "", (EVERYWHERE,), "read", types=("Road",)).scopes == (IN_X,)


def test_of_types_with_different_attributes_only_common_ones_may_be_asked_about() -> None:
    holder = caller(
        Grant(types=("River",), attributes=("a", "b")), Grant(types=("Road",), attributes=("b", "c"))
    )
    found = span(holder, "", (EVERYWHERE,), "read")

    assert found.in_all(("River", "Road")) == frozenset("b")
    assert found.in_any(("River", "Road")) == frozenset("abc")
    assert not found.is_even(("River", "Road"))
    assert found.shown({"id": "1", "type": "River", "a": 1, "c": 2}, ("id", "type")) == {
        "id": "1",
        "type": "River",
        "a": 1,
    }
    assert found.shown({"id": "1", "type": "Sea", "a": 1}, ("id", "type")) is None


def test_what_lies_beyond_is_refused() -> None:
    with pytest.raises(NotAllowed):
        span(caller(Grant(path="/x")), "", (Y,), "read")
