"""By which way a letter goes."""

from collections.abc import Callable
from typing import Self

from sagacity.broker.delivering.http_sender import HttpSender
from sagacity.broker.delivering.letter import Answer, Letter
from sagacity.broker.delivering.mqtt_sender import MqttSender
from sagacity.broker.delivering.outgoing import HttpParcel
from sagacity.broker.delivering.pace import Pace
from sagacity.broker.delivering.targets import Targets
from sagacity.broker.settings import Settings

Sign = Callable[[HttpParcel], HttpParcel]


class Senders:
    """HTTP and MQTT; both ask the same list of targets."""

    def __init__(self, targets: Targets, pace: Pace, sign: Sign | None = None) -> None:
        self._sign = sign
        self.http = HttpSender(targets, timeout_ms=pace.timeout)
        self.mqtt = MqttSender(targets, timeout_ms=pace.timeout)

    @classmethod
    def of(cls, settings: Settings, pace: Pace, sign: Sign | None = None) -> Self:
        """As the settings allow; ``sign`` signs what goes to peers."""
        return cls(Targets(allowed=settings.allowed_targets, loopback=settings.open), pace, sign)

    async def send(self, letter: Letter) -> Answer:
        """One attempt."""
        if not letter.endpoint:
            return Answer("hopeless", 0, "the address that was built is none")
        if isinstance(letter.parcel, HttpParcel):
            parcel = letter.parcel
            if parcel.signer and self._sign is not None:
                parcel = self._sign(parcel)
            return await self.http.send(parcel, key=str(letter.id))
        return await self.mqtt.send(letter.parcel)

    async def close(self) -> None:
        """Hang up."""
        self.http.close()
        await self.mqtt.close()
