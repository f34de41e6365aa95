"""Webhooks of the demonstration's payment company: signed, and sent again until the city has taken them."""

import asyncio
import json
import logging
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sagacity.ledger.providers import signing

if TYPE_CHECKING:
    from aiohttp import ClientSession

logger = logging.getLogger(__name__)
PATIENCE = 10.0


@dataclass(slots=True)
class Sender:
    """Sends, and remembers what the city answered."""

    secret: str
    pauses: tuple[float, ...] = (0.5, 2, 10, 60, 300)  # seconds before each further try
    answers: list[int] = field(default_factory=list)  # 0: nobody answered
    under_way: set["asyncio.Task[bool]"] = field(default_factory=set)

    def soon(self, address: str, said: dict[str, str], *, after: float = 0, forged: bool = False) -> None:
        """Send without waiting for it."""
        task = asyncio.get_running_loop().create_task(self.send(address, said, after=after, forged=forged))
        self.under_way.add(task)
        task.add_done_callback(self.under_way.discard)

    async def send(
        self, address: str, said: dict[str, str], *, after: float = 0, forged: bool = False
    ) -> bool:
        """Send until it is taken or tries run out; a forger tries once."""
        from aiohttp import ClientSession, ClientTimeout

        await asyncio.sleep(after)
        pauses = () if forged else self.pauses
        async with ClientSession(timeout=ClientTimeout(total=PATIENCE)) as session:
            for pause in (*pauses, None):
                self.answers.append(await self._once(session, address, said, forged=forged))
                if self.answers[-1] in range(200, 300):
                    return True
                if pause is not None:
                    await asyncio.sleep(pause)
        return False

    async def _once(
        self, session: "ClientSession", address: str, said: dict[str, str], *, forged: bool
    ) -> int:
        from aiohttp import ClientError

        body = json.dumps(said).encode()
        secret = secrets.token_hex(16) if forged else self.secret
        headers = {
            signing.HEADER: signing.sign(secret, body, at=datetime.now(UTC)),
            "Content-Type": "application/json",
        }
        try:
            async with session.post(address, data=body, headers=headers, allow_redirects=False) as answer:
                return answer.status
        except (ClientError, TimeoutError) as problem:
            logger.warning("a webhook was not taken: %s", type(problem).__name__)
            return 0
