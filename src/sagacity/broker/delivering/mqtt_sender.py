"""Sends letters as MQTT messages, over one connection for each broker and user."""

import asyncio
import contextlib

import aiomqtt

from sagacity.broker.delivering import address as addresses
from sagacity.broker.delivering.letter import Answer
from sagacity.broker.delivering.outgoing import MqttParcel
from sagacity.broker.delivering.targets import NobodyThere, TargetRefused, Targets

_Key = tuple[str, str, str]


class MqttSender:
    """Connections stay open; one that fails is made anew with the next letter."""

    def __init__(self, targets: Targets, *, timeout_ms: int) -> None:
        self._targets = targets
        self._timeout = timeout_ms / 1000
        self._clients: dict[_Key, aiomqtt.Client] = {}
        self._opening: dict[_Key, asyncio.Lock] = {}
        self._watching: set[asyncio.Task[None]] = set()

    async def send(self, parcel: MqttParcel) -> Answer:
        """Publish; with QoS 1 or 2 it is taken when the broker has acknowledged it."""
        try:
            address = addresses.parse(parcel.url, ("mqtt",))
        except addresses.BadAddress as trouble:
            return Answer("hopeless", 0, f"malformed address: {trouble}")
        key = (address.endpoint, parcel.user, parcel.password)
        try:
            old = key in self._clients
            client = await self._client(key, address, parcel)
            try:
                await self._publish(client, parcel)
            except aiomqtt.MqttError:
                await self._drop(key, client)
                if not old:
                    raise
                await self._publish(await self._client(key, address, parcel), parcel)
        except TargetRefused as trouble:
            return Answer("hopeless", 0, str(trouble))
        except ValueError as trouble:  # a topic no broker takes
            return Answer("hopeless", 0, str(trouble))
        except (aiomqtt.MqttError, NobodyThere, OSError) as trouble:
            return Answer("endpoint", 0, str(trouble) or type(trouble).__name__)
        return Answer("none")

    async def _publish(self, client: aiomqtt.Client, parcel: MqttParcel) -> None:
        await client.publish(
            parcel.topic, parcel.body, qos=parcel.qos, retain=parcel.retain, timeout=self._timeout
        )

    async def _client(self, key: _Key, address: addresses.Address, parcel: MqttParcel) -> aiomqtt.Client:
        async with self._opening.setdefault(key, asyncio.Lock()):
            if key in self._clients:
                return self._clients[key]
            client = aiomqtt.Client(
                await self._targets.resolve(address),
                address.port,
                username=parcel.user or None,
                password=parcel.password or None,
                timeout=self._timeout,
            )
            await client.__aenter__()
            self._clients[key] = client
            watching = asyncio.create_task(self._watch(key, client))
            self._watching.add(watching)
            watching.add_done_callback(self._watching.discard)
            return client

    async def _watch(self, key: _Key, client: aiomqtt.Client) -> None:
        """Notice when the broker hangs up."""
        try:
            async for _ in client.messages:
                continue
        except aiomqtt.MqttError:
            await self._drop(key, client)

    async def _drop(self, key: _Key, client: aiomqtt.Client) -> None:
        if self._clients.get(key) is not client:
            return
        del self._clients[key]
        with contextlib.suppress(aiomqtt.MqttError):  # it is gone, which is what we want
            await client.__aexit__(None, None, None)

    async def close(self) -> None:
        """Say goodbye everywhere."""
        for watching in self._watching:
            watching.cancel()
        for key, client in list(self._clients.items()):
            await self._drop(key, client)
