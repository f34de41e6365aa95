"""HTTP to one Orion: kept connections, a limit on calls at once, a time for each, a rest after failures."""

import asyncio
from collections.abc import AsyncIterator, Callable

import aiohttp
from yarl import URL

from sagacity.broker.passing.call import Call
from sagacity.broker.passing.circuit import Circuit
from sagacity.broker.passing.orions import Orion
from sagacity.broker.passing.reply import Reply
from sagacity.broker.refusals import Away, NoAnswer, TooLate

SMALL = 64 * 1024  # bytes; so much is read before we answer
KEPT_S = 3.0  # an idle connection; brokers hang up after five
_WAITING = 8  # times ``at_once``
_CONNECTING_S = 5.0
# Nothing is added to what was written down, and nothing unpacked.
_NOT_BY_ITSELF = ("Accept", "Accept-Encoding", "Content-Type", "User-Agent")


class Wire:
    """Made in the event loop that uses it."""

    def __init__(self, orion: Orion, clock: Callable[[], int]) -> None:
        self.orion = orion
        self.circuit = Circuit()
        self._clock = clock
        self._free = asyncio.Semaphore(orion.at_once)
        self._asking = 0
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=KEPT_S, ttl_dns_cache=10),
            trust_env=False,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            skip_auto_headers=_NOT_BY_ITSELF,
        )

    async def ask(self, call: Call) -> Reply:
        """One call, never repeated.

        Raises:
            Away: too many wait already, or the Orion failed so often that it rests.
            TooLate: it did not answer in time.
            NoAnswer: nobody is there, or what came is no HTTP.
        """
        if self._asking >= self.orion.at_once * (1 + _WAITING):
            raise Away("too many calls wait for the Orion behind us; try again in 1 s", 1)
        if rest := self.circuit.rests_for(self._clock()):
            wait = rest // 1000 + 1
            raise Away(
                f"the Orion behind us does not answer ({self.circuit.reason}); try again in {wait} s", wait
            )
        self._asking += 1
        turn = _Turn(self._leave, asyncio.get_running_loop().time() + self.orion.timeout_ms / 1000)
        try:
            async with asyncio.timeout_at(turn.ends):
                await self._free.acquire()
            turn.holds = True
            return await self._ask(call, turn)
        except Exception as trouble:
            raise self._said(trouble, turn) from trouble
        finally:
            if turn.alarm is None:
                turn.end()

    async def _ask(self, call: Call, turn: "_Turn") -> Reply:
        async with asyncio.timeout_at(turn.ends):
            response = await self._session.request(
                call.method,
                URL(self.orion.url + call.target, encoded=True),
                headers={"User-Agent": "sagacity", "Accept-Encoding": "identity", **call.headers},
                data=call.body,
                allow_redirects=False,
                timeout=aiohttp.ClientTimeout(total=None, sock_connect=_CONNECTING_S),
            )
            turn.response = response
            first = await _first(response)
        self.circuit.went_well()
        headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in response.raw_headers]
        if response.content.at_eof():
            return Reply(response.status, headers, first)
        turn.end_in_time()
        return Reply(response.status, headers, first, self._rest(response, turn))

    async def _rest(self, response: aiohttp.ClientResponse, turn: "_Turn") -> AsyncIterator[bytes]:
        try:
            async with asyncio.timeout_at(turn.ends):
                async for part in response.content.iter_any():
                    yield part
        except Exception as trouble:
            raise self._said(trouble, turn) from trouble
        finally:
            turn.end()

    def _leave(self, held: bool) -> None:
        self._asking -= 1
        if held:
            self._free.release()

    def _said(self, trouble: Exception, turn: "_Turn") -> Exception:
        """The trouble in our words; what counts against the Orion is noted."""
        if isinstance(trouble, TimeoutError):
            seconds = f"{self.orion.timeout_ms / 1000:g} s"
            if not turn.holds:
                return Away(
                    f"{self.orion.at_once} other calls keep the Orion behind us busy; try again in 1 s", 1
                )
            self.circuit.failed(self._clock(), f"no answer within {seconds}")
            return TooLate(
                f"the Orion behind us did not answer within {seconds}; what was asked may have been done"
            )
        if isinstance(trouble, aiohttp.ClientConnectorError):
            self.circuit.failed(self._clock(), "nobody answers at its address")
            return NoAnswer(
                "the Orion behind us cannot be reached: nobody answers at its address; try again later"
            )
        if isinstance(trouble, aiohttp.ClientError | OSError | ValueError):
            self.circuit.failed(self._clock(), "it broke off, or spoke no HTTP")
            return NoAnswer(
                "the Orion behind us broke off or spoke no HTTP; what was asked may have been done"
            )
        return trouble

    async def close(self) -> None:
        """Hang up."""
        await self._session.close()


class _Turn:
    """One call's place among those under way, given back once, at the latest when its time is over."""

    def __init__(self, leave: Callable[[bool], None], ends: float) -> None:
        self.ends = ends
        self.holds = False
        self.response: aiohttp.ClientResponse | None = None
        self._leave: Callable[[bool], None] | None = leave
        self.alarm: asyncio.TimerHandle | None = None

    def end_in_time(self) -> None:
        """Nobody may keep an Orion busy by reading slowly, or by not reading at all."""
        self.alarm = asyncio.get_running_loop().call_at(self.ends, self.end)

    def end(self) -> None:
        """Hang up if anything is still to come; a connection that was read to its end is kept."""
        if self._leave is None:
            return
        self._leave(self.holds)
        self._leave = None
        if self.alarm is not None:
            self.alarm.cancel()
        if self.response is not None and not self.response.content.at_eof():
            self.response.close()


async def _first(response: aiohttp.ClientResponse) -> bytes:
    """All of a small body, the beginning of a large one."""
    parts, size = [], 0
    while size <= SMALL and not response.content.at_eof():
        part = await response.content.readany()
        parts.append(part)
        size += len(part)
    return b"".join(parts)
