"""All lanes of the process that leads: letters go out side by side, each lane at its own pace."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterable, Sequence
from functools import partial

from sagacity.broker.broker import Broker
from sagacity.broker.delivering import outbox, resting
from sagacity.broker.delivering.lane import Lane
from sagacity.broker.delivering.letter import Answer, Letter, Outcome
from sagacity.broker.delivering.pace import Pace
from sagacity.broker.delivering.senders import Senders

log = logging.getLogger(__name__)

_WINDOW = 500  # letters of one lane in memory
_WIDEST = 10_000  # where many of them rest
_IDLE = 1000  # idle lanes remembered
_SIDE_BY_SIDE = 256  # requests under way in all lanes
_DOUBTFUL = 32  # of those, to endpoints that did not answer last time


class Lanes:
    """``leads`` is asked before every attempt; ``settled`` hears what became of each."""

    def __init__(
        self,
        broker: Broker,
        *,
        pace: Pace,
        senders: Senders,
        leads: Callable[[], bool],
        settled: Callable[[Outcome], None],
    ) -> None:
        self._broker = broker
        self._pace = pace
        self._senders = senders
        self._leads = leads
        self._settled = settled
        self._lanes: dict[str, Lane] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._sure = asyncio.Semaphore(_SIDE_BY_SIDE)
        self._doubtful = asyncio.Semaphore(_DOUBTFUL)

    def add(self, letters: Sequence[Letter]) -> None:
        """Take letters over, in the order of their numbers; what a lane cannot hold it reads later."""
        touched: dict[str, Lane] = {}
        for letter in letters:
            lane = touched[letter.endpoint] = self._lane(letter.endpoint)
            if lane.spilled or len(lane) >= _WINDOW:
                lane.spilled = lane.missed = True
            else:
                lane.add(letter)
        for lane in touched.values():
            self._go_on(lane)

    def read_from_the_table(self, endpoints: Iterable[str]) -> None:
        """The table holds letters for these that nobody handed over."""
        for endpoint in endpoints:
            lane = self._lane(endpoint)
            lane.spilled = lane.rewind = True
            self._go_on(lane)

    def try_at_once(self, endpoints: Iterable[str] | None = None) -> None:
        """These rest no longer; nobody does if none are named."""
        for endpoint in list(self._lanes) if endpoints is None else endpoints:
            if (lane := self._lanes.get(endpoint)) is not None:
                lane.open()
                self._go_on(lane)

    def go_on(self) -> None:
        """See to it that nothing stands still for want of a push."""
        for lane in list(self._lanes.values()):
            self._go_on(lane)

    async def drop_what_is_gone(self) -> None:
        """Forget letters whose subscription was deleted."""
        for lane in list(self._lanes.values()):
            known = set(lane.known)
            if len(lane):
                looking = partial(
                    outbox.still_waiting, endpoint=lane.endpoint, first=min(known), last=max(known)
                )
                lane.drop(known - await self._broker.read(looking))
                self._go_on(lane)

    def written(self, outcomes: Iterable[Outcome]) -> None:
        """These outcomes are durable: the table no longer holds what is done."""
        for outcome in outcomes:
            if not outcome.due and (lane := self._lanes.get(outcome.letter.endpoint)) is not None:
                lane.known.discard(outcome.letter.id)

    def clear(self) -> None:
        """Forget everything; attempts under way end by themselves."""
        for lane in self._lanes.values():
            if lane.alarm is not None:
                lane.alarm.cancel()
        self._lanes = {}

    async def stop(self) -> None:
        """Break off what is under way."""
        self.clear()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _lane(self, endpoint: str) -> Lane:
        lane = self._lanes.get(endpoint)
        if lane is None:
            if len(self._lanes) > _IDLE:
                self._lanes = {name: one for name, one in self._lanes.items() if one.known or one.spilled}
            lane = self._lanes[endpoint] = Lane(endpoint, self._pace)
        return lane

    def _is_over(self, lane: Lane) -> bool:
        return self._lanes.get(lane.endpoint) is not lane

    def _go_on(self, lane: Lane) -> None:
        """Start whatever may start now, see to it that the rest starts in time."""
        if self._is_over(lane):
            return
        at = self._broker.clock()
        while (letter := lane.next(at)) is not None:
            self._spawn(self._work(lane, letter))
        if lane.spilled and not lane.loading and _wants_more(lane):
            lane.loading = True
            self._spawn(self._fill(lane))
        self._set_the_alarm(lane, at)

    def _set_the_alarm(self, lane: Lane, at: int) -> None:
        wakes_at = lane.wakes_at()
        if wakes_at is None or wakes_at <= at:
            return
        if lane.alarm is not None:
            lane.alarm.cancel()
        loop = asyncio.get_running_loop()
        lane.alarm = loop.call_later((wakes_at - at) / 1000 + 0.001, self._go_on, lane)

    async def _fill(self, lane: Lane) -> None:
        """Read more letters of one lane from the table."""
        try:
            last = 0 if lane.rewind else lane.last
            lane.missed = lane.rewind = False
            known = set(lane.known)
            reading = partial(outbox.of_lane, endpoint=lane.endpoint, number=last, limit=_WINDOW)
            found = await self._broker.read(reading)
            for letter in found:
                lane.last = letter.id
                if letter.id not in known and letter.id not in lane.known:
                    lane.add(letter)
            lane.spilled = lane.missed or lane.rewind or len(found) == _WINDOW
        finally:
            lane.loading = False
        self._go_on(lane)

    async def _work(self, lane: Lane, first: Letter) -> None:
        letter: Letter | None = first
        while letter is not None:
            if self._is_over(lane) or not self._leads():
                lane.put_back(letter)
                return
            await self._deliver(lane, letter)
            letter = lane.next(self._broker.clock())
        self._go_on(lane)

    async def _deliver(self, lane: Lane, letter: Letter) -> None:
        began = self._broker.clock()
        if letter.created + self._pace.oldest < began:
            answer = Answer("hopeless", 0, outbox.TOO_OLD)
        else:
            answer = await self._sent(lane, letter)
        if answer.blame == "endpoint" and lane.has_worked is None:
            lane.has_worked = await self._broker.read(partial(resting.has_worked, endpoint=lane.endpoint))
        at = self._broker.clock()
        due = _tell(lane, letter, answer, at)
        self._settled(Outcome(letter, answer, at, at - began, due))

    async def _sent(self, lane: Lane, letter: Letter) -> Answer:
        async with self._doubtful if lane.failures else self._sure:
            try:
                return await self._senders.send(letter)
            except Exception as trouble:
                log.exception("letter %d could not be sent", letter.id)
                return Answer("letter", 0, f"{type(trouble).__name__}: {trouble}")

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _wants_more(lane: Lane) -> bool:
    return len(lane) < _WINDOW // 2 or (lane.stuck and len(lane) < _WIDEST)


def _tell(lane: Lane, letter: Letter, answer: Answer, at: int) -> int:
    """Tell the lane what became of it; returns when the letter goes again (ms), 0 if never."""
    if answer.blame == "endpoint":
        return lane.unanswered(letter, at)
    if answer.blame == "letter":
        return lane.refused(letter, at)
    lane.finished(letter, endpoint_lives=answer.blame == "none")
    return 0
