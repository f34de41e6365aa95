"""A provider with a page of its own: the payer goes there and comes back, and webhooks tell the city."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse

from sagacity.kit.money import Yen
from sagacity.kit.providers import Check
from sagacity.ledger import types
from sagacity.ledger.providers import base, methods, report_files, signing, wire
from sagacity.ledger.types import Outcome, Way

KEY = "hosted"
LIVES = {"store": timedelta(days=7)}
PAGE_LIVES = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Hosted:
    """What the city agreed with it: where it answers, the key to ask with, the secret both sign with."""

    address: str
    api_key: str
    secret: str
    public_url: str
    key: str = KEY
    can_be_asked: bool = True
    methods: tuple[base.Method, ...] = methods.HOSTED

    def lives(self, method: str) -> timedelta:
        return LIVES.get(method, PAGE_LIVES)

    def start(self, payment: types.Payment, bill: types.Bill, *, language: str, at: datetime) -> base.Opened:
        answer = self._ask(
            "POST",
            "/v1/charges",
            once=payment.key,
            said={
                "order": payment.key,
                "amount": payment.amount,
                "currency": "JPY",
                "method": payment.method,
                "language": language,
                "title": bill.title.get(language) or bill.title["ja"],
                "return_url": self.public_url + reverse("ledger:back", args=[self.key]),
                "webhook_url": self.public_url + reverse("ledger:webhook", args=[self.key]),
                "expires_at": int(payment.expires_at.timestamp()),
            },
        )
        said = answer.said
        try:
            return base.Opened(
                address=str(said["page"]),
                reference=str(said["id"]),
                number=str(said.get("number") or ""),
                expires_at=datetime.fromtimestamp(int(said["expires_at"]), UTC),
            )
        except (KeyError, TypeError, ValueError) as problem:
            raise base.ProviderAway(f"answered {answer.status} without what was asked for") from problem

    def read_return(self, query: Mapping[str, str], *, at: datetime) -> types.Claim:
        signing.verify_query(self.secret, query, at=at)
        return self._claim(query, Way.RETURN)

    def read_webhook(self, headers: Mapping[str, str], body: bytes, *, at: datetime) -> types.Claim:
        signing.verify(self.secret, headers.get(signing.HEADER, ""), body, at=at)
        try:
            said = json.loads(body)
        except ValueError:
            said = None
        if not isinstance(said, dict):
            raise base.Unreadable("signed, and no JSON object")
        return self._claim(said, Way.WEBHOOK)

    def ask(self, payment: types.Payment, *, at: datetime) -> types.Claim | None:
        return self._told(self._ask("GET", f"/v1/charges/{quote(payment.key)}"))

    def call_off(self, payment: types.Payment, *, at: datetime) -> types.Claim | None:
        return self._told(self._ask("POST", f"/v1/charges/{quote(payment.key)}/void", said={}))

    def refund(self, payment: types.Payment, refund: types.Refund, *, at: datetime) -> types.Claim:
        said = {"amount": refund.amount, "refund": refund.key}
        claim = self._told(
            self._ask("POST", f"/v1/charges/{quote(payment.key)}/refunds", once=refund.key, said=said)
        )
        if claim is None:
            raise base.ProviderAway("the provider does not know this payment")
        return claim

    def settlement(self, day: date) -> tuple[base.ReportLine, ...]:
        answer = self._ask("GET", f"/v1/settlements/{day}.csv")
        if answer.status != 200:
            raise base.ProviderAway(f"no report of {day} yet")
        try:
            return report_files.read(answer.body)
        except report_files.BrokenReport as problem:
            raise base.ProviderAway(f"the report of {day} cannot be read") from problem

    def check(self) -> Check:
        answer = wire.ask("GET", f"{self.address}/v1/ping", key=self.api_key, patience=3)
        return Check("ledger.payments", ok=answer.status == 200, detail=self.address)

    def _ask(self, method: str, path: str, *, said: object = None, once: str = "") -> wire.Answer:
        return wire.ask(method, self.address + path, key=self.api_key, said=said, once=once)

    def _told(self, answer: wire.Answer) -> types.Claim | None:
        if answer.status == 404:
            return None
        if answer.status >= 400:
            raise base.ProviderAway(f"answered {answer.status}")
        try:
            return self._claim(answer.said, Way.ASKED)
        except base.Forged as problem:
            raise base.ProviderAway(str(problem)) from problem

    def _claim(self, said: Mapping[str, Any], way: Way) -> types.Claim:
        try:
            return types.Claim(
                provider=self.key,
                event=str(said["event"])[:120],
                payment=str(said["order"])[:80],
                outcome=Outcome(str(said["status"])),
                amount=Yen(int(said["amount"])),
                currency=str(said["currency"])[:3],
                at=datetime.fromtimestamp(int(said["at"]), UTC),
                way=way,
                reference=str(said.get("id", ""))[:120],
                why=str(said.get("why", ""))[:40],
                refund=str(said.get("refund", ""))[:80],
            )
        except (KeyError, ValueError, TypeError, OverflowError) as problem:
            raise base.Unreadable("signed, and not what was agreed") from problem


def from_settings() -> Hosted | None:
    """The provider of this city, if it has one."""
    if not settings.PAYMENT_URL:
        return None
    return Hosted(settings.PAYMENT_URL, settings.PAYMENT_KEY, settings.PAYMENT_SECRET, settings.PUBLIC_URL)
