"""A translator that speaks as LibreTranslate does: free software that a city can run in its own rooms."""

import json
from dataclasses import dataclass

from sagacity.kit.providers import Check
from sagacity.messaging.conversation.providers import wire
from sagacity.messaging.conversation.providers.base import CannotSay, ProviderAway

CODES = {"zh-hans": "zh"}  # what it calls our languages


@dataclass(frozen=True, slots=True)
class Libre:
    """Where it answers, and the key it wants, if any."""

    name: str
    url: str
    key: str = ""

    def translate(self, *, text: str, source: str, target: str) -> str:
        said = {
            "q": text,
            "source": CODES.get(source, source),
            "target": CODES.get(target, target),
            "format": "text",
        }
        if self.key:
            said["api_key"] = self.key
        status, answer = wire.ask(
            f"{self.url}/translate",
            body=json.dumps(said).encode(),
            headers={"Content-Type": "application/json"},
        )
        if status in {400, 413, 422}:
            raise CannotSay
        words = answer.get("translatedText") if isinstance(answer, dict) else None
        if status != 200 or not isinstance(words, str):
            raise ProviderAway(f"answered {status}")
        if not words.strip():
            raise CannotSay
        return words

    def check(self) -> Check:
        """Whether it answers, and speaks Japanese."""
        status, answer = wire.ask(f"{self.url}/languages", patience=3)
        codes = {one.get("code") for one in answer if isinstance(one, dict)}
        ok = status == 200 and "ja" in codes
        return Check(self.name, ok=ok, detail=", ".join(sorted(filter(None, codes))) or f"HTTP {status}")
