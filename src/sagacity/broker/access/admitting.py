"""Who may call: anyone while the broker is open, else whoever shows a key, or nobody in particular."""

import hmac
import ipaddress
from dataclasses import dataclass, replace
from functools import partial

from sagacity.broker.access.allowance import Allowance
from sagacity.broker.access.caller import ANYONE, CALLER, FULL, HOUSE, Caller
from sagacity.broker.access.clients import Clients
from sagacity.broker.access.grants import EVERY_TENANT
from sagacity.broker.access.keyring import Held, Keyring
from sagacity.broker.access.signatures import Signatures
from sagacity.broker.access.tenants import tenant_of
from sagacity.broker.broker import Broker
from sagacity.broker.door.application import NotYet
from sagacity.broker.door.request import Request
from sagacity.broker.door.routes import Route
from sagacity.broker.refusals import NoKey

UNKNOWN = "this key or token is not known, has ended or was revoked; the city's page for developers gives one"
ANONYMOUS_PER_MINUTE = 600  # for each address that shows no key
MOST_ADDRESSES = 10_000
MOST_TOKENS = 10_000


class Gate:
    """Lets a request in, or says why not."""

    def __init__(self, broker: Broker) -> None:
        self.open = broker.settings.open
        self.full_key = broker.settings.full_key.encode()
        self.clock = broker.clock
        self.keyring: Keyring = broker.keyring
        self._clients = Clients(broker)
        self._signatures = Signatures(broker)
        self._addresses: dict[str, Allowance] = {}
        self._tokens: dict[str, _Token] = {}

    def admit(self, request: Request, route: Route) -> Caller:
        """The caller of a request, who is also the one of this task from now on.

        Raises:
            NoKey: the address is not open, and no key that is known was shown.
            NotAllowed: the key does not reach the tenant, or may not do this there.
            Busy: the caller's share of calls is used up.
        """
        CALLER.set(HOUSE)
        caller = self._caller(request, route)
        if route.access == "administer_all":
            request.verb = "administer"
            caller.reach(EVERY_TENANT, "administer")
        elif route.access != "open":
            request.verb = route.access
            if not caller.unlimited:
                caller.reach(tenant_of(request, route.face), route.access)
        CALLER.set(caller)
        return caller

    def _caller(self, request: Request, route: Route) -> Caller:
        if route.access == "open":
            return HOUSE
        if self.open:
            return ANYONE
        at = self.clock()
        if request.signer is not None:
            return _let_in(request.signer, at)
        if "signature-input" in request.headers and (proof := self._signatures.proof(request, at=at)):
            raise NotYet(proof)
        if (shown := request.headers.get("x-api-key")) is not None:
            if self.full_key and hmac.compare_digest(shown.encode(), self.full_key):
                return FULL
            return _let_in(self.keyring.by_secret(shown), at)
        bearer = request.headers.get("authorization", "")
        if bearer[:7].lower() == "bearer ":
            return self._bearer(bearer[7:].strip(), request.client, at)
        self._allowance(request.client).take(at)
        return self.keyring.anonymous

    def _bearer(self, token: str, address: str, at: int) -> Caller:
        known = self._tokens.get(token)
        if known is not None and known.is_foreign and known.ends > at:
            held = self.keyring.by_id(known.held.key.id)  # None: revoked meanwhile
            _let_in(held, at)
            return known.caller
        if known is None or known.ends <= at or self.keyring.by_id(known.held.key.id) is not known.held:
            known = self._read(token, address, at)
        _let_in(known.held, at)
        return known.caller

    def _read(self, token: str, address: str, at: int) -> "_Token":
        """What a token stands for, remembered until its key moves."""
        claims = self.keyring.signer.read(token, at=at)
        if claims is None and self._clients:
            self._allowance(address).take(at)  # to look at a signature costs more than to make one up
            raise NotYet(partial(self._learn, token, at))
        held = self.keyring.by_id(claims.sub) if claims else None
        if claims is None or held is None:
            raise NoKey(UNKNOWN)
        return self._remember(token, _Token(held, _within(held.caller, claims.scope), claims.exp * 1000))

    async def _learn(self, token: str, at: int) -> None:
        """Find out what a token of another issuer stands for; raises NoKey, NotAllowed."""
        found = await self._clients.of(token, at=at)
        self._remember(token, _Token(found.held, found.caller, found.ends, is_foreign=True))

    def _remember(self, token: str, known: "_Token") -> "_Token":
        if len(self._tokens) >= MOST_TOKENS:
            self._tokens.clear()
        self._tokens[token] = known
        return known

    def _allowance(self, address: str) -> Allowance:
        """Forgetting all addresses at once is cheap, and nobody gains more than one minute's share by it."""
        address = _household(address) if ":" in address else address
        found = self._addresses.get(address)
        if found is None:
            if len(self._addresses) >= MOST_ADDRESSES:
                self._addresses.clear()
            found = self._addresses[address] = Allowance(ANONYMOUS_PER_MINUTE, 0)
        return found


@dataclass(frozen=True, slots=True)
class _Token:
    """A token that was read: its key, the caller it makes, and when it ends (ms)."""

    held: Held
    caller: Caller
    ends: int
    is_foreign: bool = False


def _household(address: str) -> str:
    """Of IPv6 the network: one household can change the rest of its address at will."""
    try:
        return str(ipaddress.ip_network(f"{address}/64", strict=False))
    except ValueError:
        return address


def _let_in(held: Held | None, at: int) -> Caller:
    if held is None or not held.key.holds(at):
        raise NoKey(UNKNOWN)
    held.allowance.take(at)
    return held.caller


def _within(caller: Caller, scope: str) -> Caller:
    """A token may be asked for less than its key can do."""
    if not scope:
        return caller
    asked = scope.split()
    kept = tuple(
        type(grant)(
            grant.tenant, grant.path, grant.types, grant.attributes, tuple(v for v in grant.may if v in asked)
        )
        for grant in caller.grants or ()
    )
    return replace(caller, grants=kept)
