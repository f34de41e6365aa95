"""A recogniser of speech by `/v1/audio/transcriptions`, which many servers speak, a city's own among them."""

import secrets
from dataclasses import dataclass

from sagacity.kit.providers import Check
from sagacity.messaging.conversation.providers import wire
from sagacity.messaging.conversation.providers.base import NothingHeard, ProviderAway

CODES = {"zh-hans": "zh"}
ENDINGS = {
    "audio/webm": "webm",
    "audio/ogg": "ogg",
    "audio/mp4": "mp4",
    "audio/wav": "wav",
    "audio/x-wav": "wav",
    "audio/mpeg": "mp3",
}


@dataclass(frozen=True, slots=True)
class Transcriptions:
    """Where it answers, the key it wants, and the model it shall use."""

    name: str
    url: str
    key: str = ""
    model: str = "whisper-1"

    def hear(self, *, recording: bytes, kind: str, language: str) -> str:
        border = secrets.token_hex(16)
        words = {"model": self.model, "language": CODES.get(language, language), "response_format": "json"}
        status, answer = wire.ask(
            f"{self.url}/v1/audio/transcriptions",
            body=_form(border, words, recording, kind),
            headers={"Content-Type": f"multipart/form-data; boundary={border}", **self._proof()},
            patience=20,
        )
        if status in {400, 413, 415, 422}:
            raise NothingHeard
        text = answer.get("text") if isinstance(answer, dict) else None
        if status != 200 or not isinstance(text, str):
            raise ProviderAway(f"answered {status}")
        if not text.strip():
            raise NothingHeard
        return text.strip()

    def check(self) -> Check:
        """Whether it answers to the city's key."""
        status, _answer = wire.ask(f"{self.url}/v1/models", headers=self._proof(), patience=3)
        return Check(self.name, ok=status == 200, detail=f"HTTP {status}")

    def _proof(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.key}"} if self.key else {}


def _form(border: str, words: dict[str, str], recording: bytes, kind: str) -> bytes:
    parts = [
        f'--{border}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in words.items()
    ]
    file = f'--{border}\r\nContent-Disposition: form-data; name="file"; filename="said.{ENDINGS[kind]}"\r\n'
    head = "".join(parts) + file + f"Content-Type: {kind}\r\n\r\n"
    return head.encode() + recording + f"\r\n--{border}--\r\n".encode()
