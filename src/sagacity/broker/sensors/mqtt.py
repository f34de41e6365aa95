"""The devices' MQTT broker: measures come in, orders go out; nothing is acknowledged before it is stored."""

import asyncio
import hashlib
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

import aiomqtt

from sagacity.broker.broker import Broker
from sagacity.broker.door import json
from sagacity.broker.entity import Json
from sagacity.broker.refusals import Busy, Refused
from sagacity.broker.sensors import commanding
from sagacity.broker.sensors.commanding import NotNow
from sagacity.broker.sensors.plan import Plan
from sagacity.broker.sensors.shares import SpokeTooOften
from sagacity.broker.sensors.south import value_of
from sagacity.broker.sensors.taking import Taker

log = logging.getLogger(__name__)

TOPICS = tuple(
    f"{root}json/+/+/{what}" for root in ("/", "") for what in ("attrs", "attrs/+", "cmdexe")
)  # devices write them with and without the first slash
AT_ONCE = 16  # measures stored at the same time; those of one device keep their order
LONGEST = 1000  # messages of one device that wait in memory
BACKLOG_MS = 30_000  # after connecting, what comes may have waited for us: a minute's share does not count
_AGAIN = (1.0, 2.0, 5.0, 10.0)  # seconds between attempts to connect


@dataclass(frozen=True, slots=True)
class Admitted:
    """A message on its way; ``plan`` None: its device was not known when it came."""

    message: aiomqtt.Message
    plan: Plan | None
    backlog: bool


class Link:
    """The connection to one MQTT broker, made anew whenever it breaks."""

    def __init__(self, broker: Broker, taker: Taker, url: str) -> None:
        self.broker = broker
        self.taker = taker
        self.is_up = asyncio.Event()
        self._address = urlsplit(url)
        self._client: aiomqtt.Client | None = None
        self._lanes: dict[tuple[str, str], asyncio.Queue[Admitted]] = {}
        self._at_once = asyncio.Semaphore(AT_ONCE)
        self._tasks: set[asyncio.Task[None]] = set()
        self._connected_at = 0

    async def run(self) -> None:
        """Until cancelled."""
        attempt = 0
        while True:
            try:
                async with self._connected() as client:
                    attempt = 0
                    async for message in client.messages:
                        await self._receive(client, message)
            except* aiomqtt.MqttError as problems:  # out of the group of workers it comes as one of a group
                log.warning("the devices' MQTT broker is out of reach: %s", problems.exceptions[0])
            await asyncio.sleep(_AGAIN[min(attempt, len(_AGAIN) - 1)])
            attempt += 1

    async def publish(self, topic: str, payload: bytes) -> None:
        """Send an order.

        Raises:
            NotNow: there is no connection at the moment.
        """
        if self._client is None:
            raise NotNow
        try:
            await self._client.publish(topic, payload, qos=1)
        except aiomqtt.MqttError as problem:
            raise NotNow from problem

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[aiomqtt.Client]:
        client = aiomqtt.Client(
            self._address.hostname or "localhost",
            self._address.port or 1883,
            username=unquote(self._address.username) if self._address.username else None,
            password=unquote(self._address.password) if self._address.password else None,
            identifier=self._name(),
            clean_session=False,  # what devices say while we are away waits for us
            max_queued_incoming_messages=0,
        )
        client._client.manual_ack_set(True)
        async with client, asyncio.TaskGroup() as self._workers:
            self._lanes = {}
            self._connected_at = self.broker.clock()
            for topic in TOPICS:
                await client.subscribe(topic, qos=1)
            self._client = client
            self.is_up.set()
            try:
                yield client
            finally:
                self._client = None
                self.is_up.clear()
                for task in self._tasks:
                    task.cancel()

    async def _receive(self, client: aiomqtt.Client, message: aiomqtt.Message) -> None:
        """Into the lane of its device; one beyond the share ends here, before it can be in anyone's way."""
        _, key, device, *_ = str(message.topic).lstrip("/").split("/")
        backlog = self.broker.clock() - self._connected_at < BACKLOG_MS
        if (plan := self.taker.known(key, device)) is not None:
            try:
                self.taker.shares.admit(plan, at=self.broker.clock(), backlog=backlog)
            except SpokeTooOften:
                client._client.ack(message.mid, message.qos)
                return
        lane = self._lanes.get((key, device))
        if lane is None:
            lane = self._lanes[key, device] = asyncio.Queue(LONGEST)
            task = self._workers.create_task(self._work(client, (key, device), lane))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        await lane.put(Admitted(message, plan, backlog))

    async def _work(
        self, client: aiomqtt.Client, who: tuple[str, str], lane: asyncio.Queue[Admitted]
    ) -> None:
        """One device, in order, until it is silent; many devices at once."""
        while not lane.empty():
            one = await lane.get()
            async with self._at_once:
                if await self._stored(one):
                    client._client.ack(one.message.mid, one.message.qos)
            await asyncio.sleep(0)  # whoever waits for room in a full lane comes in before it is found empty
        del self._lanes[who]

    async def _stored(self, one: Admitted) -> bool:
        """Whether it need not come again."""
        topic = str(one.message.topic)
        try:
            await self.handle(topic, bytes(one.message.payload or b""), plan=one.plan, backlog=one.backlog)
        except SpokeTooOften:
            return True
        except Busy:
            return False  # not acknowledged: it comes again
        except Refused as refused:
            log.warning("%s: %s", topic, refused)
        except Exception:
            log.exception("%s", topic)
            return False
        return True

    async def handle(
        self, topic: str, payload: bytes, *, plan: Plan | None = None, backlog: bool = False
    ) -> None:
        """One message; ``plan`` of a device that is admitted already.

        Raises:
            Refused: it makes no sense, or nobody knows who sent it, or it speaks too often.
        """
        _, key, device, what, *rest = topic.lstrip("/").split("/")
        plan = plan or await self.taker.admit(key, device, backlog=backlog)
        if what == "cmdexe":
            await commanding.take_results(self.broker, plan, json.parse(payload))
            return
        said: Json = {rest[0]: value_of(payload)} if rest else json.parse(payload)
        await self.taker.take(plan, payload=said, backlog=backlog)

    def _name(self) -> str:
        """The same after every start, so that the MQTT broker knows whose messages it keeps."""
        return f"sagacity-{hashlib.sha256(self.broker.settings.store.encode()).hexdigest()[:12]}"
