import pytest

from sagacity.broker.door.request import Request
from sagacity.broker.refusals import BadRequest
from sagacity.broker.selection import EVERYWHERE, PathScope
from sagacity.broker.v2 import headers


def request(**named: str) -> Request:
    return Request("GET", "/", b"", {name.replace("_", "-"): text for name, text in named.items()}, b"")


def test_without_headers_all_is_one_room() -> None:
    assert headers.tenant_of(request()) == ""
    assert headers.paths_for_query(request()) == (EVERYWHERE,)
    assert headers.path_for_write(request()) == "/"


def test_a_tenant_is_lower_case() -> None:
    assert headers.tenant_of(request(fiware_service="Saga_41")) == "saga_41"


@pytest.mark.parametrize("text", ["saga-shi", "佐賀", "a b", "x" * 51])
def test_a_tenant_has_plain_letters(text: str) -> None:
    with pytest.raises(BadRequest):
        headers.tenant_of(request(fiware_service=text))


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        ("/", (PathScope("/"),)),
        ("/#", (EVERYWHERE,)),
        ("/a/b/", (PathScope("/a/b"),)),
        ("/a/#", (PathScope("/a", subtree=True),)),
        ("/a, /b/#", (PathScope("/a"), PathScope("/b", subtree=True))),
    ],
)
def test_paths_to_look_in(text: str, scopes: tuple[PathScope, ...]) -> None:
    assert headers.paths_for_query(request(fiware_servicepath=text)) == scopes


@pytest.mark.parametrize(
    "text",
    [
        "a",
        "/a//b",
        "/a-b",
        "/" + "x" * 51,
        "/" + "/".join("abcdefghijk"),
        ",".join(["/a"] * 11),
        "/a,",
        "/a#",
    ],
)
def test_a_path_that_breaks_the_rules_is_refused(text: str) -> None:
    with pytest.raises(BadRequest):
        headers.paths_for_query(request(fiware_servicepath=text))


def test_one_writes_to_one_place() -> None:
    assert headers.path_for_write(request(fiware_servicepath="/a/b/")) == "/a/b"
    for several in ("/a,/b", "/#", "/a/#"):
        with pytest.raises(BadRequest):
            headers.path_for_write(request(fiware_servicepath=several))
