import asyncio

import pytest

from sagacity.broker.broker import Broker
from sagacity.broker.entity import Entity
from sagacity.broker.reading.together import Together
from sagacity.broker.settings import Settings


def test_everyone_gets_their_own_answer(broker_store: str) -> None:
    broker = Broker(Settings(store=broker_store))
    broker.prepare()
    with broker.store.writing() as session:
        for tenant in ("one", "two"):
            new = [Entity(id=f"{tenant}-{number}", type="T") for number in range(50)]
            session.save(tenant, new=new, changed=(), gone=())

    async def ask() -> list[list[str]]:
        together = Together(broker.entities_of_now, broker._readers)
        asked = [
            together.entities_of(tenant, [f"{tenant}-{number}", "nobody"])
            for number in range(50)
            for tenant in ("one", "two")
        ]
        return [[entity.id for entity in found] for found in await asyncio.gather(*asked)]

    found = asyncio.run(ask())
    assert found == [[f"{tenant}-{number}"] for number in range(50) for tenant in ("one", "two")]
    broker.stop()


def test_a_store_that_fails_fails_those_who_asked_and_nobody_after(broker_store: str) -> None:
    broker = Broker(Settings(store=broker_store))
    away = True

    def look(tenant: str, ids: object) -> list[Entity]:
        if away:
            raise OSError("the database is away")
        return []

    async def ask() -> None:
        nonlocal away
        together = Together(look, broker._readers)
        with pytest.raises(OSError, match="away"):
            await together.entities_of("", ["a"])
        away = False
        assert await together.entities_of("", ["a"]) == []

    asyncio.run(ask())
    broker.stop()
