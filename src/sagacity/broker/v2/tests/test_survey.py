"""What a key does not reach is not counted either."""

import asyncio

from sagacity.broker.access.caller import CALLER, Caller
from sagacity.broker.access.grants import Grant
from sagacity.broker.selection import EVERYWHERE
from sagacity.broker.testing import City
from sagacity.broker.v2.survey import survey


def surveyed(city: City, *grants: Grant) -> tuple[dict[str, int], dict[str, dict[str, list[str]]]]:
    async def ask() -> tuple[dict[str, int], dict[str, dict[str, list[str]]]]:
        CALLER.set(Caller("x", "k", grants))
        view = survey(city.broker, tenant=city.tenant, paths=(EVERYWHERE,))
        counts: dict[str, int] = await city.broker.read(view.counts)
        found = await city.broker.read(lambda session: view.attributes(session, counts))
        return counts, found

    return asyncio.run(ask())


def test_only_what_a_key_reaches_is_counted(city: City) -> None:
    for path, kind in (("/a", "River"), ("/a/x", "River"), ("/b", "River"), ("/a", "Road")):
        body = {"id": f"E{path}".replace("/", "-"), "type": kind, "level": 1, "note": "hush"}
        answer = city.post(
            "/v2/entities", json=body, headers={"Fiware-ServicePath": path}, options="keyValues"
        )
        assert answer.status == 201

    below_a = Grant(city.tenant, "/a", types=("River",))
    assert surveyed(city, below_a) == (
        {"River": 2},
        {"River": {"level": ["Number"], "note": ["Text"]}},
    )
    levels = Grant(city.tenant, "/b", attributes=("level",))
    assert surveyed(city, levels) == ({"River": 1}, {"River": {"level": ["Number"]}})
