"""Simulated browsers: with keys of their own and an independent implementation to read with."""

import base64
import json
import os
from dataclasses import dataclass, field
from typing import Any

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from sagacity.messaging.providers.demo_push import Mailbox, PushService


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@dataclass(slots=True)
class Browser:
    """A browser somebody subscribed with."""

    name: str
    service: PushService
    origin: str
    private: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    secret: bytes = field(default_factory=lambda: os.urandom(16))

    @classmethod
    def alone(cls, name: str) -> "Browser":
        """A browser whose push service nobody else uses."""
        return cls(name, PushService(), "https://updates.push.services.mozilla.com")

    def __post_init__(self) -> None:
        self.service.mailboxes[self.path] = Mailbox()

    @property
    def path(self) -> str:
        return f"/push/{self.name}"

    @property
    def endpoint(self) -> str:
        return self.origin + self.path

    @property
    def box(self) -> Mailbox:
        return self.service.mailboxes[self.path]

    @property
    def keys(self) -> dict[str, str]:
        point = self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"p256dh": _text(point), "auth": _text(self.secret)}

    def read(self, body: bytes) -> dict[str, Any]:
        """What a service worker would be handed."""
        plain = http_ece.decrypt(body, private_key=self.private, auth_secret=self.secret, version="aes128gcm")
        return dict(json.loads(plain))

    def shown(self) -> list[dict[str, Any]]:
        """What waits for this browser, read."""
        return [self.read(message.body) for message in self.box.waiting.values()]
