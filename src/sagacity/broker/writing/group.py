"""The one writer of a process: takes all that came while the last commit lasted, and commits it together."""

import asyncio
import logging
import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from sagacity.broker.refusals import Busy, Refused
from sagacity.broker.store import meta, promoting
from sagacity.broker.store.base import Session, Store, Work
from sagacity.broker.writing.change import Change, Result
from sagacity.broker.writing.following import Follower
from sagacity.broker.writing.transaction import Transaction

log = logging.getLogger(__name__)

AT_ONCE = 1000  # jobs in one commit
STOPPING = "the broker is stopping: send it again in a moment"


@dataclass(slots=True, eq=False)
class Job:
    """Changes or other work waiting for the next commit, and who waits for it."""

    changes: Sequence[Change] = ()
    work: Work[Any] | None = None
    waiting: "asyncio.Future[Any] | Future[Any] | None" = None
    loop: asyncio.AbstractEventLoop | None = None
    result: Any = None
    problem: BaseException | None = None


@dataclass(slots=True)
class Writer:
    """Group commit: nobody is answered before the data is on the disk."""

    store: Store
    clock: Callable[[], int]
    followers: Sequence[Follower] = ()
    _jobs: "queue.SimpleQueue[Job | None]" = field(default_factory=queue.SimpleQueue)
    _thread: threading.Thread | None = None
    _editions: dict[str, int] = field(default_factory=dict)
    _stopped: bool = False

    def start(self) -> None:
        self._thread = threading.Thread(target=self._run, name="broker-writer", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Commit what waits, then end."""
        self._stopped = True
        self._jobs.put(None)
        if self._thread is not None:
            self._thread.join()

    async def write(self, changes: Sequence[Change]) -> list[Result]:
        loop = asyncio.get_running_loop()
        job = Job(changes=changes, waiting=loop.create_future(), loop=loop)
        found: list[Result] = await self._ask(job)
        return found

    async def do(self, work: Work[Any]) -> Any:
        loop = asyncio.get_running_loop()
        return await self._ask(Job(work=work, waiting=loop.create_future(), loop=loop))

    def now(self, job: Job) -> Any:
        """Do one job in this thread, in a transaction of its own."""
        self._commit([job])
        if job.problem is not None:
            raise job.problem
        return job.result

    async def _ask(self, job: Job) -> Any:
        if self._stopped:
            raise Busy(STOPPING)
        self._jobs.put(job)
        waiting = job.waiting
        assert isinstance(waiting, asyncio.Future)
        return await waiting

    def _run(self) -> None:
        while True:
            first = self._jobs.get()
            jobs = [] if first is None else [first, *self._those_waiting()]
            if jobs:
                self._commit(jobs)
                _answer(jobs)
            if first is None:
                rest = self._those_waiting()
                if rest:
                    self._commit(rest)
                    _answer(rest)
                return

    def _those_waiting(self) -> list[Job]:
        found: list[Job] = []
        try:
            while len(found) < AT_ONCE:
                job = self._jobs.get_nowait()
                if job is None:
                    self._jobs.put(None)
                    return found
                found.append(job)
        except queue.Empty:
            pass
        return found

    def _commit(self, jobs: list[Job]) -> None:
        """One transaction for all; when it fails as a whole, each job is tried alone."""
        try:
            after = self._transaction(jobs)
        except Exception as problem:
            if len(jobs) > 1:
                for job in jobs:
                    job.problem = None
                    self._commit([job])
                return
            jobs[0].problem = problem
            log.warning("a commit failed: %s", problem)
            return
        for call in after:
            call()

    def _transaction(self, jobs: list[Job]) -> list[Callable[[], None]]:
        with self.store.writing() as session:
            self._refresh(session)
            at = self.clock()
            transaction = Transaction(session, at=at)
            transaction.read(change for job in jobs for change in job.changes)
            for job in jobs:
                _carry_out(job, transaction, session)
            transaction.write()
            happened = transaction.happened
            after = [follower.follow(session, happened, at=at) for follower in self.followers if happened]
        return [call for call in after if call is not None]

    def _refresh(self, session: Session) -> None:
        editions = meta.editions(session)
        if editions == self._editions:
            return
        if editions.get("indexed") != self._editions.get("indexed"):
            self.store.promoted.clear()
            self.store.promoted.update(promoting.promoted_attributes(session))
        for follower in self.followers:
            follower.refresh(session, editions)
        self._editions = editions


def _carry_out(job: Job, transaction: Transaction, session: Session) -> None:
    if job.work is None:
        job.result = transaction.apply(job.changes)
        return
    session.execute("SAVEPOINT one_work")
    try:
        job.result = job.work(session)
    except Refused as refused:
        session.execute("ROLLBACK TO SAVEPOINT one_work")
        job.problem = refused
    session.execute("RELEASE SAVEPOINT one_work")


def _answer(jobs: list[Job]) -> None:
    """Wake every loop once, however many of its jobs are done."""
    loops: dict[asyncio.AbstractEventLoop, list[Job]] = {}
    for job in jobs:
        if job.loop is not None:
            loops.setdefault(job.loop, []).append(job)
    for loop, mine in loops.items():
        loop.call_soon_threadsafe(_tell, mine)


def _tell(jobs: list[Job]) -> None:
    for job in jobs:
        waiting = job.waiting
        if waiting is None or waiting.done():
            continue
        if job.problem is not None:
            waiting.set_exception(job.problem)
        else:
            waiting.set_result(job.result)
