"""The demonstration's payment company: a server of its own on loopback, with a page for payers and an API.

It does what real ones do, and goes wrong when the payer's page asks it to (`mischief.py`). What it knows
ends with it.
"""

import asyncio
import secrets
import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from sagacity.ledger.providers import signing
from sagacity.ledger.providers.demo import pages, report
from sagacity.ledger.providers.demo.charges import ENDED, Charge, Event, Status, said
from sagacity.ledger.providers.demo.mischief import Mischief
from sagacity.ledger.providers.demo.sending import Sender

if TYPE_CHECKING:
    from aiohttp import web

PAGE_LIVES = 30 * 60  # seconds
STORE_LIVES = 7 * 24 * 3600


@dataclass(slots=True)
class DemoPay:
    """Everything the company knows; tests look in and tell it what to do."""

    api_key: str
    secret: str
    sender: Sender = None  # type: ignore[assignment]  # made from the secret
    late: float = 20.0  # seconds that a late webhook is late
    soon: float = 5.0  # seconds until a charge-back
    base: str = ""
    charges: dict[str, Charge] = field(default_factory=dict)  # by the city's key

    def __post_init__(self) -> None:
        self.sender = self.sender or Sender(self.secret)

    def routes(self) -> "list[web.RouteDef]":
        from aiohttp import web

        return [
            web.post("/v1/charges", self.open_charge),
            web.get("/v1/charges/{order}", self.show_charge),
            web.post("/v1/charges/{order}/void", self.void),
            web.post("/v1/charges/{order}/refunds", self.refund),
            web.get("/v1/settlements/{day}.csv", self.settlement),
            web.get("/v1/ping", self.ping),
            web.get("/pay/{number}", self.page),
            web.post("/pay/{number}", self.decide),
        ]

    async def open_charge(self, request: "web.Request") -> "web.Response":
        """A new charge, or the first of this key."""
        from aiohttp import web

        asked: dict[str, Any] = await request.json()
        order = request.headers.get("Idempotency-Key") or str(asked["order"])
        charge = self.charges.get(order)
        if charge is None:
            lives = STORE_LIVES if asked["method"] == "store" else PAGE_LIVES
            charge = self.charges[order] = Charge(
                number=f"ch_{secrets.token_hex(8)}",
                order=order,
                amount=int(asked["amount"]),
                currency=str(asked["currency"]),
                method=str(asked["method"]),
                language=str(asked["language"]),
                title=str(asked["title"]),
                return_url=str(asked["return_url"]),
                webhook_url=str(asked["webhook_url"]),
                expires_at=min(int(asked["expires_at"]), int(time.time()) + lives),
                store_number=f"{secrets.randbelow(10**11):011d}" if asked["method"] == "store" else "",
            )
            if charge.store_number:
                self._tell(charge, charge.happens(Status.PENDING))
        told = {
            "id": charge.number,
            "page": f"{self.base}/pay/{charge.number}",
            "number": charge.store_number,
            "expires_at": charge.expires_at,
        }
        return web.json_response(told, status=201)

    async def show_charge(self, request: "web.Request") -> "web.Response":
        return self._answer(self._of_city(request))

    async def void(self, request: "web.Request") -> "web.Response":
        """Stop a charge that is not over; one that is over says how."""
        charge = self._of_city(request)
        if charge.status not in ENDED:
            self._tell(charge, charge.happens(Status.FAILED, why="called_off"))
        return self._answer(charge)

    async def refund(self, request: "web.Request") -> "web.Response":
        from aiohttp import web

        charge, asked = self._of_city(request), await request.json()
        key = request.headers.get("Idempotency-Key") or str(asked["refund"])
        is_new = key not in charge.refunds
        event = charge.goes_back(key, int(asked["amount"]))
        if is_new:
            self._tell(charge, event)
        return web.json_response(said(charge, event))

    async def settlement(self, request: "web.Request") -> "web.Response":
        from aiohttp import web

        self._check_key(request)
        day = date.fromisoformat(request.match_info["day"])
        return web.Response(text=report.of_day(self.charges.values(), day), content_type="text/csv")

    async def ping(self, request: "web.Request") -> "web.Response":
        from aiohttp import web

        self._check_key(request)
        return web.json_response({"ok": True})

    async def page(self, request: "web.Request") -> "web.Response":
        charge = self._of_page(request)
        if event := charge.expires_if_late():
            self._tell(charge, event)
        if charge.status in ENDED:
            return _html(pages.over(charge, self._way_back(charge)))
        return _html(pages.choose(charge))

    async def decide(self, request: "web.Request") -> "web.Response":
        """The payer pressed a button: what happens, what the city is told, and where the payer goes."""
        charge, form = self._of_page(request), await request.post()
        if charge.status in ENDED:
            return _html(pages.over(charge, self._way_back(charge)))
        charge.brand = str(form.get("brand", ""))[:20]
        if form.get("act") == "cancel":
            self._tell(charge, charge.happens(Status.FAILED, why="called_off"))
            return self._back(charge)
        return await self._pay(charge, Mischief(str(form.get("mischief", ""))))

    async def _pay(self, charge: Charge, mischief: Mischief) -> "web.Response":
        match mischief:
            case Mischief.DECLINED:
                self._tell(charge, charge.happens(Status.FAILED, why="declined"))
            case Mischief.TIMEOUT:
                self._tell(charge, charge.happens(Status.EXPIRED, why="timeout"))
            case Mischief.FORGED:
                lie = Event("ev_forged", "settled", charge.amount, charge.currency, int(time.time()))
                self.sender.soon(charge.webhook_url, said(charge, lie), forged=True)
                return self._back(charge, lie)
            case Mischief.AMOUNT:
                self._tell(charge, charge.happens(Status.SETTLED, amount=max(1, charge.amount - 100)))
            case Mischief.CURRENCY:
                self._tell(charge, charge.happens(Status.SETTLED, currency="USD"))
            case Mischief.CHARGED_BACK:
                self._tell(charge, charge.happens(Status.SETTLED))
                self._later(self.soon, charge)
            case _:
                return await self._paid(charge, mischief)
        return self._back(charge)

    async def _paid(self, charge: Charge, mischief: Mischief) -> "web.Response":
        waiting = charge.happens(Status.PENDING) if mischief is Mischief.REORDERED else None
        event = charge.happens(Status.SETTLED)
        told = said(charge, event)
        if mischief is Mischief.FIRST:
            await self.sender.send(charge.webhook_url, told)
        elif mischief not in {Mischief.LOST, Mischief.NOTHING}:
            self.sender.soon(charge.webhook_url, told, after=self.late if mischief is Mischief.LATE else 0)
        if mischief is Mischief.DOUBLED:
            self.sender.soon(charge.webhook_url, told, after=0.1)
        if waiting is not None:
            self.sender.soon(charge.webhook_url, said(charge, waiting), after=0.2)
        if mischief in {Mischief.NO_RETURN, Mischief.NOTHING}:
            return _html(pages.left_alone(charge))
        return self._back(charge)

    def _later(self, seconds: float, charge: Charge) -> None:
        def take_back() -> None:
            if charge.status is Status.SETTLED:
                event = charge.happens(Status.CHARGED_BACK, amount=charge.left, why="disputed")
                self._tell(charge, event)

        asyncio.get_running_loop().call_later(seconds, take_back)

    def _tell(self, charge: Charge, event: Event) -> None:
        self.sender.soon(charge.webhook_url, said(charge, event))

    def _back(self, charge: Charge, lie: Event | None = None) -> "web.Response":
        from aiohttp import web

        return web.Response(status=303, headers={"Location": self._way_back(charge, lie)})

    def _way_back(self, charge: Charge, lie: Event | None = None) -> str:
        event = lie or charge.last
        assert event is not None
        secret = secrets.token_hex(16) if lie else self.secret
        query = signing.query_with_signature(secret, said(charge, event), at=datetime.now(UTC))
        return f"{charge.return_url}?{query}"

    def _answer(self, charge: Charge) -> "web.Response":
        from aiohttp import web

        charge.expires_if_late()
        opened = Event(f"opened:{charge.number}", "pending", charge.amount, charge.currency, int(time.time()))
        return web.json_response(said(charge, charge.last or opened))

    def _of_city(self, request: "web.Request") -> Charge:
        from aiohttp import web

        self._check_key(request)
        charge = self.charges.get(request.match_info["order"])
        if charge is None:
            raise web.HTTPNotFound(text="{}", content_type="application/json")
        return charge

    def _of_page(self, request: "web.Request") -> Charge:
        from aiohttp import web

        number = request.match_info["number"]
        charge = next((one for one in self.charges.values() if one.number == number), None)
        if charge is None:
            raise web.HTTPNotFound(text=pages.unknown(), content_type="text/html")
        return charge

    def _check_key(self, request: "web.Request") -> None:
        from aiohttp import web

        if request.headers.get("Authorization") != f"Bearer {self.api_key}":
            raise web.HTTPUnauthorized(text="{}", content_type="application/json")


def _html(text: str) -> "web.Response":
    from aiohttp import web

    return web.Response(text=text, content_type="text/html", headers={"Cache-Control": "no-store"})
