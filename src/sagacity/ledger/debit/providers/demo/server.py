"""The demonstration's bank: a server of its own on loopback, with a page for its customers and an API.

It stands for all banks, refuses what its page is told to (`mischief.py`), and at /night/ carries files of
debits out. What it knows ends with it.
"""

import asyncio
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sagacity.ledger.debit.bankers_file.faults import BadFile
from sagacity.ledger.debit.providers.demo import applications, collecting, pages
from sagacity.ledger.debit.providers.demo.applications import Application, Event, said
from sagacity.ledger.debit.providers.demo.mischief import REFUSES, Mischief
from sagacity.ledger.debit.providers.hosted import signed_part
from sagacity.ledger.providers import signing
from sagacity.ledger.providers.base import Forged
from sagacity.ledger.providers.demo.sending import Sender

if TYPE_CHECKING:
    from aiohttp import web


@dataclass(slots=True)
class DemoBank:
    """Everything the bank knows; tests look in and tell it what to do."""

    api_key: str
    secret: str
    sender: Sender = None  # type: ignore[assignment]  # made from the secret
    late: float = 20.0  # seconds until a late decision
    base: str = ""
    applications: dict[str, Application] = field(default_factory=dict)  # by the city's key

    def __post_init__(self) -> None:
        self.sender = self.sender or Sender(self.secret)

    def routes(self) -> "list[web.RouteDef]":
        from aiohttp import web

        return [
            web.post("/v1/mandates", self.open_application),
            web.get("/v1/mandates/{order}", self.show_application),
            web.get("/v1/ping", self.ping),
            web.get("/mandate/{number}", self.page),
            web.post("/mandate/{number}", self.decide),
            web.get("/night/", self.night),
            web.post("/night/", self.carry_out),
        ]

    async def open_application(self, request: "web.Request") -> "web.Response":
        """A new application, or the first of this key; a hand-off without the city's signature is none."""
        from aiohttp import web

        self._check_key(request)
        asked: dict[str, Any] = await request.json()
        try:
            signing.verify(
                self.secret, str(asked.get("signature", "")), signed_part(asked), at=datetime.now(UTC)
            )
        except Forged as problem:
            raise web.HTTPBadRequest(text="{}", content_type="application/json") from problem
        order = str(asked["order"])
        application = self.applications.get(order)
        if application is None or (application.is_over and application.last.why == "timeout"):
            application = self.applications[order] = applications.opened(asked)
        told = {
            "id": application.number,
            "page": f"{self.base}/mandate/{application.number}",
            "expires_at": application.expires_at,
        }
        return web.json_response(told, status=201)

    async def show_application(self, request: "web.Request") -> "web.Response":
        from aiohttp import web

        self._check_key(request)
        application = self.applications.get(request.match_info["order"])
        if application is None:
            raise web.HTTPNotFound(text="{}", content_type="application/json")
        application.expires_if_late()
        return web.json_response(said(application, application.last))

    async def ping(self, request: "web.Request") -> "web.Response":
        from aiohttp import web

        self._check_key(request)
        return web.json_response({"ok": True})

    async def page(self, request: "web.Request") -> "web.Response":
        application = self._of_page(request)
        if event := application.expires_if_late():
            self._tell(application, event)
        if application.is_over or application.last.why == "bank":
            return _html(pages.over(application, self._way_back(application)))
        return _html(pages.choose(application))

    async def decide(self, request: "web.Request") -> "web.Response":
        """The customer pressed a button: what happens, what the city is told, and where the customer goes."""
        application, form = self._of_page(request), await request.post()
        if application.is_over or application.last.why == "bank":
            return _html(pages.over(application, self._way_back(application)))
        if form.get("act") == "cancel":
            self._tell(application, application.happens("refused", "cancelled"))
            return self._back(application)
        return self._agree(application, Mischief(str(form.get("mischief", ""))))

    def _agree(self, application: Application, mischief: Mischief) -> "web.Response":
        if mischief in REFUSES:
            self._tell(application, application.happens("refused", mischief.value))
        elif mischief is Mischief.LATE:
            self._tell(application, application.happens("pending", "bank"))
            asyncio.get_running_loop().call_later(self.late, self._decide_late, application)
        elif mischief is Mischief.LOST:
            application.happens("accepted")
            return _html(pages.left_alone(application))
        elif mischief is Mischief.FORGED:
            lie = Event("bk_forged", "accepted", application.last.at)
            self.sender.soon(str(application.asked["webhook_url"]), said(application, lie), forged=True)
            return self._back(application, lie)
        else:
            self._tell(application, application.happens("accepted"))
        return self._back(application)

    async def night(self, request: "web.Request") -> "web.Response":
        return _html(pages.night())

    async def carry_out(self, request: "web.Request") -> "web.Response":
        """A file of debits in, a file of results out."""
        from aiohttp import web

        form = await request.post()
        upload = form.get("file")
        content = upload.file.read() if isinstance(upload, web.FileField) else b""
        shares = {code: int(str(form.get(f"share_{code}") or 0)) for code in collecting.DEFAULT}
        try:
            results = collecting.carried_out(content, shares=shares)
        except BadFile as problem:
            return _html(pages.night("\n".join(str(one) for one in problem.faults)))
        name = 'attachment; filename="results.txt"'
        return web.Response(
            body=results, content_type="application/octet-stream", headers={"Content-Disposition": name}
        )

    def _decide_late(self, application: Application) -> None:
        if not application.is_over:
            self._tell(application, application.happens("accepted"))

    def _tell(self, application: Application, event: Event) -> None:
        self.sender.soon(str(application.asked["webhook_url"]), said(application, event))

    def _back(self, application: Application, lie: Event | None = None) -> "web.Response":
        from aiohttp import web

        return web.Response(status=303, headers={"Location": self._way_back(application, lie)})

    def _way_back(self, application: Application, lie: Event | None = None) -> str:
        secret = secrets.token_hex(16) if lie else self.secret
        told = said(application, lie or application.last)
        query = signing.query_with_signature(secret, told, at=datetime.now(UTC))
        return f"{application.asked['return_url']}?{query}"

    def _of_page(self, request: "web.Request") -> Application:
        from aiohttp import web

        number = request.match_info["number"]
        found = next((one for one in self.applications.values() if one.number == number), None)
        if found is None:
            raise web.HTTPNotFound(text=pages.unknown(), content_type="text/html")
        return found

    def _check_key(self, request: "web.Request") -> None:
        from aiohttp import web

        if request.headers.get("Authorization") != f"Bearer {self.api_key}":
            raise web.HTTPUnauthorized(text="{}", content_type="application/json")


def _html(text: str) -> "web.Response":
    from aiohttp import web

    return web.Response(text=text, content_type="text/html", headers={"Cache-Control": "no-store"})
