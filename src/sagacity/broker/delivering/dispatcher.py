"""Delivers what lies in the outbox, in the event loop of the web process, while this process leads."""

import asyncio
import logging
import time
from collections.abc import Sequence

from sagacity.broker.broker import Broker
from sagacity.broker.delivering import lease, outbox, resting
from sagacity.broker.delivering.acknowledging import Acknowledger
from sagacity.broker.delivering.callers import Callers
from sagacity.broker.delivering.intake import Intake
from sagacity.broker.delivering.lanes import Lanes
from sagacity.broker.delivering.letter import Letter, Outcome
from sagacity.broker.delivering.outgoing import Outgoing
from sagacity.broker.delivering.pace import Pace
from sagacity.broker.delivering.senders import Senders
from sagacity.broker.delivering.sweeping import Sweeper
from sagacity.broker.store.base import Session

log = logging.getLogger(__name__)

_AGAIN_S = 1.0  # until a bell that broke is listened to again
_SAFE = 0.8  # of the lease: stop before another may start


class Dispatcher:
    """One in each process; one of all leads."""

    def __init__(self, broker: Broker, *, pace: Pace, senders: Senders) -> None:
        self._broker = broker
        self._lasting = pace.lease
        self._poll_s = pace.poll / 1000
        self._senders = senders
        self._holder = lease.holder_of_this_process()
        self._leads = False
        self._leading = asyncio.Event()
        self._leads_until = 0.0
        self._acknowledger = Acknowledger(broker, self._written)
        self._lanes = Lanes(
            broker, pace=pace, senders=senders, leads=self._still_leads, settled=self._acknowledger.add
        )
        self._intake = Intake(broker, self._lanes)
        self._sweeper = Sweeper(broker, pace)
        self._callers = Callers(broker)

    def put(self, session: Session, outgoing: Sequence[Outgoing]) -> list[Letter]:
        """Store letters with what they tell of; if another process delivers, it hears of them."""
        letters = outbox.put(session, outgoing)
        if not self._leads:
            session.ring(resting.BELL)
        return letters

    def wake(self, letters: list[Letter]) -> None:
        """Letters just stored, from whichever thread stored them."""
        self._intake.wake(letters)

    def heard_from(self, address: str) -> None:
        """Somebody called us from there, so it is up."""
        self._callers.heard_from(address)

    async def run(self) -> None:
        """Lead when nobody else does, and deliver; until cancelled."""
        beside = [asyncio.create_task(self._acknowledger.run()), asyncio.create_task(self._listen())]
        try:
            while True:
                try:
                    await self._turn()
                except Exception:
                    log.exception("delivering stumbled; going on")
                await asyncio.sleep(self._poll_s)
        finally:
            for task in beside:
                task.cancel()
            await self._callers.settle()
            await self._end()

    async def _listen(self) -> None:
        """While leading, take over what other processes store as soon as it is durable."""
        while True:
            await self._leading.wait()
            try:
                async for _ in self._broker.store.rings(resting.BELL):
                    if not self._leads:
                        break
                    await self._intake.look_again()
                    await self._intake.catch_up()
            except Exception:
                log.exception("the bell of the outbox broke; listening again in a moment")
                await asyncio.sleep(_AGAIN_S)

    async def _turn(self) -> None:
        """By the clock: lead, and take over what others stored or asked to go again."""
        if time.monotonic() > self._leads_until - self._lasting / 2000:
            await self._take_the_lead()
        await self._callers.look()
        if self._leads:
            await self._sweeper.turn()
            await self._intake.look_again()
            await self._intake.catch_up()
            self._lanes.go_on()

    async def _take_the_lead(self) -> None:
        began, at = time.monotonic(), self._broker.clock()
        fell_silent = self._leads and not self._still_leads()
        holder, lasting = self._holder, self._lasting
        leads = await self._broker.do(
            lambda session: lease.take(session, holder=holder, at=at, lasting=lasting)
        )
        if leads:
            self._leads_until = began + lasting / 1000 * _SAFE
        if leads and (fell_silent or not self._leads):
            self._leads = True
            self._leading.set()
            self._lanes.clear()  # another may have led meanwhile
            await self._intake.begin()
        elif self._leads and not self._still_leads():
            self._step_down()

    def _still_leads(self) -> bool:
        return time.monotonic() < self._leads_until

    def _step_down(self) -> None:
        log.warning("another process delivers now")
        self._leads = False
        self._leading.clear()
        self._intake.end()
        self._lanes.clear()

    async def _end(self) -> None:
        """What is under way is broken off; it goes again when the next one leads."""
        led, self._leads, self._leads_until = self._leads, False, 0.0
        self._intake.end()
        await self._lanes.stop()
        await self._senders.close()
        await self._acknowledger.flush()
        holder = self._holder
        if led:
            await self._broker.do(lambda session: lease.give_up(session, holder=holder))

    def _written(self, outcomes: Sequence[Outcome]) -> None:
        self._lanes.written(outcomes)
