"""What a broker has for the tenants that lie in an Orion: the ways there, and what is noted on the way."""

from dataclasses import dataclass

from sagacity.broker.access.caller import Caller, Verb
from sagacity.broker.broker import Broker
from sagacity.broker.door.request import Request, Response
from sagacity.broker.door.routes import Route
from sagacity.broker.federating import shelf
from sagacity.broker.federating.journey import Journey
from sagacity.broker.passing import answering
from sagacity.broker.passing.answering import Change
from sagacity.broker.passing.call import Call, call
from sagacity.broker.passing.journal import Journal
from sagacity.broker.passing.orions import Orion, Orions
from sagacity.broker.passing.reply import Reply
from sagacity.broker.passing.span import Span, span
from sagacity.broker.passing.wire import Wire
from sagacity.broker.refusals import Away, BadRequest
from sagacity.broker.selection import PathScope
from sagacity.broker.v2 import headers

NOT_SENT = 503  # as whoever asked was told
_crossings: dict[Broker, "Crossing"] = {}


class Crossing:
    """One for each broker."""

    def __init__(self, broker: Broker) -> None:
        self.broker = broker
        self.orions: Orions = broker.settings.orions
        self.journal = Journal(broker)
        self._wires: dict[str, Wire] = {}

    def wire(self, orion: Orion) -> Wire:
        """The connections of this process; asked for in the event loop that uses them."""
        found = self._wires.get(orion.url)
        if found is None:
            found = self._wires[orion.url] = Wire(orion, self.broker.clock)
        return found

    async def close(self) -> None:
        """Hang up everywhere."""
        await self.journal.flush()
        wires, self._wires = self._wires, {}
        for wire in wires.values():
            await wire.close()


def of(broker: Broker) -> Crossing:
    """The one of a broker."""
    return _crossings.get(broker) or _crossings.setdefault(broker, Crossing(broker))


def forget(broker: Broker) -> None:
    """It stops."""
    _crossings.pop(broker, None)


@dataclass(frozen=True, slots=True)
class Passage:
    """One request on its way to one Orion."""

    crossing: Crossing
    orion: Orion
    route: Route
    request: Request
    tenant: str
    via: str

    @property
    def changes(self) -> bool:
        """Whether it is more than a question."""
        return self.route.access != "read" and self.request.method not in ("GET", "HEAD")

    @property
    def caller(self) -> Caller:
        found: Caller = self.request.caller
        return found

    @property
    def broker(self) -> Broker:
        return self.crossing.broker

    def call(self, parameters: frozenset[str] = frozenset()) -> Call:
        """The same request for the Orion, before it is narrowed."""
        return call(
            self.request, self.route.template, tenant=self.tenant, via=self.via, parameters=parameters
        )

    def span(self, asked: tuple[PathScope, ...], verb: Verb, types: tuple[str, ...] = ()) -> Span:
        return span(self.caller, self.tenant, asked, verb, types=types)

    async def ask(self, asked: Call) -> Reply:
        return await self.crossing.wire(self.orion).ask(asked)

    async def change(self, asked: Call) -> Reply:
        """The same for what changes something: there is a line of it before it leaves."""
        journal, caller = self.crossing.journal, self.caller
        correlator = asked.headers.get("fiware-correlator", "")
        number = await journal.begin(
            tenant=self.tenant, caller=caller, method=asked.method, target=asked.target, correlator=correlator
        )
        try:
            reply = await self.ask(asked)
        except Away:
            journal.end(number, NOT_SENT)
            raise
        journal.end(number, reply.status)
        return reply

    async def answer(self, asked: Call, change: Change | None = None) -> Response:
        """The Orion's answer to a call."""
        reply = await (self.change(asked) if self.changes else self.ask(asked))
        head = self.request.method == "HEAD"
        return await answering.answer(reply, url=self.orion.url, change=change, head=head)


async def passage(crossing: Crossing, orion: Orion, route: Route, request: Request) -> Passage:
    """A request that has been admitted.

    Raises:
        BadRequest: it went round in a circle.
    """
    journey, here = Journey.of(request), await shelf.of(crossing.broker).name()
    if why := journey.ends_at(here):
        raise BadRequest(why)
    return Passage(crossing, orion, route, request, headers.tenant_of(request), journey.headers(here)["Via"])
