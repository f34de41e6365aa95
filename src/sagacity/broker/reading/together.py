"""Looks by id answered together: whoever asks while one question is under way shares the next one."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

from sagacity.broker.entity import Entity

Look = Callable[[str, Sequence[str]], list[Entity]]


@dataclass(frozen=True, slots=True)
class _Asked:
    tenant: str
    ids: Sequence[str]
    waiting: "asyncio.Future[list[Entity]]"


class Together:
    """A database that is a round trip away is asked once for many; used in one event loop."""

    def __init__(self, look: Look, readers: Executor) -> None:
        self._look = look
        self._readers = readers
        self._asked: list[_Asked] = []
        self._busy = False

    async def entities_of(self, tenant: str, ids: Sequence[str]) -> list[Entity]:
        """The living entities with these ids."""
        loop = asyncio.get_running_loop()
        asked = _Asked(tenant, ids, loop.create_future())
        self._asked.append(asked)
        if not self._busy:
            self._busy = True
            loop.call_soon(self._next, loop)  # after everything that has arrived by now
        return await asked.waiting

    def _next(self, loop: asyncio.AbstractEventLoop) -> None:
        some, self._asked = self._asked, []
        loop.run_in_executor(self._readers, self._answer, loop, some)

    def _answer(self, loop: asyncio.AbstractEventLoop, some: list[_Asked]) -> None:
        try:
            found: dict[tuple[str, str], list[Entity]] = {}
            for tenant, ids in _wanted(some).items():
                for entity in self._look(tenant, sorted(ids)):
                    found.setdefault((tenant, entity.id), []).append(entity)
            loop.call_soon_threadsafe(self._tell, loop, some, found, None)
        except Exception as problem:
            loop.call_soon_threadsafe(self._tell, loop, some, {}, problem)

    def _tell(
        self,
        loop: asyncio.AbstractEventLoop,
        some: list[_Asked],
        found: dict[tuple[str, str], list[Entity]],
        problem: Exception | None,
    ) -> None:
        for one in some:
            if one.waiting.done():
                continue
            if problem is not None:
                one.waiting.set_exception(problem)
            else:
                wanted = dict.fromkeys(one.ids)
                one.waiting.set_result([e for id_ in wanted for e in found.get((one.tenant, id_), ())])
        if self._asked:
            self._next(loop)
        else:
            self._busy = False


def _wanted(some: Sequence[_Asked]) -> dict[str, set[str]]:
    wanted: dict[str, set[str]] = {}
    for one in some:
        wanted.setdefault(one.tenant, set()).update(one.ids)
    return wanted
