"""Keys of an issuer while it is being asked."""

import asyncio

from joserfc import jwk

from sagacity.broker.access.keysets import Keyset
from sagacity.broker.entity import Json

AT = 1_800_000_000_000


def test_whoever_comes_while_the_issuer_is_asked_waits_for_its_answer() -> None:
    public = jwk.ECKey.generate_key("P-256").as_dict(private=False) | {"kid": "first", "use": "sig"}

    async def both() -> list[object]:
        asked, free = asyncio.Event(), asyncio.Event()

        async def fetch(where: str) -> Json:
            asked.set()
            await free.wait()
            return {"keys": [public]}

        keyset = Keyset("https://issuer.example/certs", fetch)
        early = asyncio.create_task(keyset.find("first", "ES256", at=AT))
        await asked.wait()
        late = asyncio.create_task(keyset.find("first", "ES256", at=AT + 1))
        await asyncio.sleep(0)  # it has begun to wait
        free.set()
        return [await early, await late]

    early, late = asyncio.run(both())

    assert early is not None
    assert late is early
