"""The ways to devices: MQTT through the link, HTTP to the address a device named, if that may be reached."""

from sagacity.broker.delivering.http_sender import HttpSender
from sagacity.broker.delivering.outgoing import HttpParcel
from sagacity.broker.delivering.targets import Targets
from sagacity.broker.sensors.commanding import Failed, NotNow
from sagacity.broker.sensors.mqtt import Link
from sagacity.broker.settings import Settings

_TIMEOUT_MS = 5_000


class Ways:
    """Both ways; without a link MQTT waits."""

    def __init__(self, settings: Settings, link: Link | None) -> None:
        self._link = link
        targets = Targets(allowed=settings.allowed_targets, loopback=settings.open)
        self._http = HttpSender(targets, timeout_ms=_TIMEOUT_MS)

    async def publish(self, topic: str, payload: bytes) -> None:
        """See Link.publish."""
        if self._link is None:
            raise NotNow
        await self._link.publish(topic, payload)

    async def post(self, address: str, body: bytes) -> None:
        """Hand an order to a device that listens.

        Raises:
            NotNow: nobody answers there. Failed: the answer was no, or the address may not be reached.
        """
        headers = (("Content-Type", "application/json"),)
        parcel = HttpParcel(method="POST", url=address, headers=headers, body=body, timeout_ms=_TIMEOUT_MS)
        answer = await self._http.send(parcel, key="")
        if answer.blame == "endpoint":
            raise NotNow
        if answer.blame != "none":
            raise Failed(answer.reason)
