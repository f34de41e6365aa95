"""A telephone that makes and uses passkeys, in a few lines: what a browser would hand over."""

import hashlib
import json
import secrets
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

ORIGIN = "http://localhost:8000"
UP_UV = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV


class Authenticator:
    """Holds one key; can be copied, and can be told to misbehave."""

    def __init__(self, *, origin: str = ORIGIN, rp_id: str = "localhost") -> None:
        self.origin, self.rp = origin, hashlib.sha256(rp_id.encode()).digest()
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(32)
        self.count = 0
        self.flags = UP_UV

    def makes(self, asked: dict[str, Any]) -> dict[str, Any]:
        """The answer to `navigator.credentials.create`."""
        self.count += 1
        public = ES256.from_cryptography_key(self.key.public_key())  # type: ignore[no-untyped-call]
        data = AttestedCredentialData.create(b"\0" * 16, self.id, public)
        auth = AuthenticatorData.create(
            self.rp, self.flags | AuthenticatorData.FLAG.AT, self.count, bytes(data)
        )
        attested = AttestationObject.create("none", auth, {})
        return self._said(
            clientDataJSON=self._client("webauthn.create", asked), attestationObject=bytes(attested)
        )

    def uses(self, asked: dict[str, Any]) -> dict[str, Any]:
        """The answer to `navigator.credentials.get`."""
        self.count += 1
        auth = AuthenticatorData.create(self.rp, self.flags, self.count)
        client = self._client("webauthn.get", asked)
        signed = self.key.sign(bytes(auth) + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._said(clientDataJSON=client, authenticatorData=bytes(auth), signature=signed)

    def _client(self, kind: str, asked: dict[str, Any]) -> bytes:
        said = {"type": kind, "challenge": asked["publicKey"]["challenge"], "origin": self.origin}
        return json.dumps(said).encode()

    def _said(self, **response: bytes) -> dict[str, Any]:
        return {
            "id": websafe_encode(self.id),
            "rawId": websafe_encode(self.id),
            "type": "public-key",
            "clientExtensionResults": {},
            "response": {name: websafe_encode(value) for name, value in response.items()},
        }
