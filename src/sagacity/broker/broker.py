"""The broker of one process: its store, its writer, its readers, and the addresses it answers."""

import asyncio
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from sagacity.broker.access import guarding
from sagacity.broker.access.keyring import Keyring
from sagacity.broker.entity import Entity
from sagacity.broker.modelling import judging
from sagacity.broker.modelling.shelf import ModelShelf
from sagacity.broker.reaching import reaching
from sagacity.broker.reading.together import Together
from sagacity.broker.selection import Page, Selection
from sagacity.broker.settings import Settings
from sagacity.broker.store import promoting
from sagacity.broker.store.base import Store, Work
from sagacity.broker.store.opening import open_store
from sagacity.broker.writing.change import Change, Result
from sagacity.broker.writing.following import Follower
from sagacity.broker.writing.group import Job, Writer

READERS = 2


def now_in_ms() -> int:
    """This moment in milliseconds since 1970."""
    return time.time_ns() // 1_000_000


class Broker:
    """Made once in a process, after any fork. ``start`` before asynchronous writing, ``stop`` at the end."""

    def __init__(self, settings: Settings, *, clock: Callable[[], int] = now_in_ms) -> None:
        self.settings = settings
        self.clock = clock
        self.store: Store = open_store(settings.store)
        self.is_prepared = False
        self.keyring = Keyring(self.read_now, secret=settings.token_secret)
        self.models = ModelShelf(self.read_now)
        self.followers: list[Follower] = [self.keyring, self.models]
        self.writer = Writer(self.store, clock, self.followers)
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="broker-reader")
        self._together = Together(self.entities_of_now, self._readers)
        self._reads_here = self.store.kind == "sqlite"  # a look by key costs less than a hop to a thread

    def prepare(self) -> None:
        """Make the tables."""
        with reaching(self.settings.store, opens=True):
            self.store.prepare()
        self.is_prepared = True

    def start(self) -> None:
        self.writer.start()

    def stop(self) -> None:
        """Everything accepted is on the disk when this returns."""
        self.writer.stop()
        self._readers.shutdown()
        self.store.close()

    async def write(self, changes: Sequence[Change]) -> list[Result]:
        """Carry out changes in one transaction; returns after the commit, with one result for each."""
        wanted, told = judging.judged(guarding.guarded(changes), self.models)
        with reaching(self.settings.store):
            results = await self.writer.write(wanted)
        judging.warn(told)
        return results

    def write_now(self, changes: Sequence[Change]) -> list[Result]:
        """The same in this thread; for other processes and for pages."""
        with reaching(self.settings.store):
            found: list[Result] = self.writer.now(Job(changes=changes))
        return found

    async def do(self, work: Work[Any]) -> Any:
        """Other writing in the next commit; it may run twice, and leaves nothing when it raises Refused."""
        with reaching(self.settings.store):
            return await self.writer.do(work)

    def do_now(self, work: Work[Any]) -> Any:
        with reaching(self.settings.store):
            return self.writer.now(Job(work=work))

    async def read(self, work: Work[Any]) -> Any:
        """A question in a thread of its own."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, self.read_now, work)

    def read_now(self, work: Work[Any]) -> Any:
        with reaching(self.settings.store), self.store.reading() as session:
            return work(session)

    async def find(self, selection: Selection) -> Page:
        """Answer a question; what would make the next one cheaper is indexed on the way."""
        asked = guarding.narrowed(selection)
        page, wished = await asyncio.get_running_loop().run_in_executor(self._readers, self._find, asked)
        if wished:
            await self.do(lambda session: promoting.promote(session, wished))
        return page

    def find_now(self, selection: Selection) -> Page:
        return self._find(selection)[0]

    def _find(self, selection: Selection) -> tuple[Page, set[tuple[str, str, str]]]:
        with reaching(self.settings.store), self.store.glancing() as session:
            return session.find(selection, at=self.clock()), session.wished

    async def entities_of(self, tenant: str, ids: Sequence[str]) -> list[Entity]:
        """The living entities with these ids, in any path and of any type."""
        if self._reads_here and len(ids) == 1:
            return guarding.seen(tenant, self.entities_of_now(tenant, ids))
        return guarding.seen(tenant, await self._together.entities_of(tenant, ids))

    def entities_of_now(self, tenant: str, ids: Sequence[str]) -> list[Entity]:
        at = self.clock()
        with reaching(self.settings.store), self.store.glancing() as session:
            found = session.entities(tenant, ids)
        return [entity for entity in found if entity.expires is None or entity.expires > at]
