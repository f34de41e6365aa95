"""The bank's page over HTTP: the hand-off is signed, and so are its return and its webhook."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse

from sagacity.kit.providers import Check
from sagacity.ledger.debit.providers.base import Answer, Forged, HandOff, Opened, Outcome, ProviderAway, Way
from sagacity.ledger.debit.types import Why
from sagacity.ledger.providers import signing, wire

KEY = "bank"
CHECK = "ledger.bank_page"
TO_SIGN = ("order", "bank", "branch", "kind", "number", "holder", "return_url", "webhook_url")


@dataclass(frozen=True, slots=True)
class Hosted:
    """What the city agreed with it: where it answers, the key to ask with, the secret both sign with."""

    address: str
    api_key: str
    secret: str
    public_url: str
    key: str = KEY

    def start(self, hand_off: HandOff, *, at: datetime) -> Opened:
        mandate, account = hand_off.mandate, hand_off.account
        said = {
            "order": mandate.key,
            "number": account.number,
            "bank": account.bank,
            "branch": account.branch,
            "kind": account.kind.value,
            "holder": account.holder,
            "client_codes": list(hand_off.client_codes),
            "titles": list(hand_off.titles),
            "customer": mandate.number,
            "city": hand_off.city,
            "language": mandate.language,
            "return_url": self.public_url + reverse("ledger_debit:back", args=[self.key]),
            "webhook_url": self.public_url + reverse("ledger_debit:webhook", args=[self.key]),
        }
        said["signature"] = signing.sign(self.secret, signed_part(said), at=at)
        answer = self._ask("POST", "/v1/mandates", said=said, once=mandate.key)
        told = answer.said
        try:
            return Opened(
                address=str(told["page"]),
                reference=str(told["id"])[:120],
                expires_at=datetime.fromtimestamp(int(told["expires_at"]), UTC),
            )
        except (KeyError, TypeError, ValueError) as problem:
            raise ProviderAway(f"answered {answer.status} without what was asked for") from problem

    def read_return(self, query: Mapping[str, str], *, at: datetime) -> Answer:
        signing.verify_query(self.secret, query, at=at)
        return self._answer(query, Way.RETURN)

    def read_webhook(self, headers: Mapping[str, str], body: bytes, *, at: datetime) -> Answer:
        signing.verify(self.secret, headers.get(signing.HEADER, ""), body, at=at)
        try:
            said = json.loads(body)
        except ValueError:
            said = None
        if not isinstance(said, dict):
            raise Forged("signed, and no JSON object")
        return self._answer(said, Way.WEBHOOK)

    def ask(self, mandate: str, *, at: datetime) -> Answer | None:
        answer = self._ask("GET", f"/v1/mandates/{quote(mandate)}")
        if answer.status == 404:
            return None
        if answer.status >= 400:
            raise ProviderAway(f"answered {answer.status}")
        try:
            return self._answer(answer.said, Way.ASKED)
        except Forged as problem:
            raise ProviderAway(str(problem)) from problem

    def check(self) -> Check:
        answer = wire.ask("GET", f"{self.address}/v1/ping", key=self.api_key, patience=3)
        return Check(CHECK, ok=answer.status == 200, detail=self.address)

    def _ask(self, method: str, path: str, *, said: object = None, once: str = "") -> wire.Answer:
        return wire.ask(method, self.address + path, key=self.api_key, said=said, once=once)

    def _answer(self, said: Mapping[str, Any], way: Way) -> Answer:
        try:
            why = str(said.get("why", ""))
            return Answer(
                provider=self.key,
                event=str(said["event"])[:120],
                mandate=str(said["order"])[:80],
                outcome=Outcome(str(said["status"])),
                why=Why(why) if why in set(Why) else Why.OTHER,
                way=way,
                at=datetime.fromtimestamp(int(said["at"]), UTC),
                reference=str(said.get("id", ""))[:120],
            )
        except (KeyError, ValueError, TypeError, OverflowError) as problem:
            raise Forged("signed, and not what was agreed") from problem


def signed_part(said: Mapping[str, Any]) -> bytes:
    """What of a hand-off stands under its signature: who, which account, and where the answer goes."""
    return "\n".join(f"{name}={said.get(name, '')}" for name in TO_SIGN).encode()


def from_settings() -> Hosted | None:
    """The bank's page of this city, if it has one."""
    if not settings.DEBIT_URL:
        return None
    return Hosted(settings.DEBIT_URL, settings.DEBIT_KEY, settings.DEBIT_SECRET, settings.PUBLIC_URL)
