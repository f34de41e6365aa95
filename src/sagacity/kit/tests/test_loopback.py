import threading
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, build_opener

import pytest

from sagacity.kit.loopback import serving

if TYPE_CHECKING:
    from aiohttp import web

OPENER = build_opener(ProxyHandler({}))


class Neighbour:
    """A house that says where it lives."""

    def __init__(self) -> None:
        self.base = ""

    def routes(self) -> "list[web.RouteDef]":
        from aiohttp import web

        return [web.get("/where", self.where)]

    async def where(self, request: "web.Request") -> "web.Response":
        from aiohttp import web

        return web.Response(text=self.base)


def test_a_house_answers_under_its_own_address_and_only_until_the_block_ends() -> None:
    before = threading.active_count()
    with serving(Neighbour()) as here:
        assert OPENER.open(f"{here.base}/where", timeout=5).read().decode() == here.base
        with pytest.raises(HTTPError, match="404"):
            OPENER.open(f"{here.base}/elsewhere", timeout=5)

    with pytest.raises(URLError):
        OPENER.open(f"{here.base}/where", timeout=5)
    assert threading.active_count() == before


def test_a_house_closes_its_door_also_when_the_story_fails() -> None:
    here = Neighbour()

    with pytest.raises(ZeroDivisionError), serving(here):
        raise ZeroDivisionError

    with pytest.raises(URLError):
        OPENER.open(f"{here.base}/where", timeout=5)
