"""What cannot be changed here because it is not here, changed where it is."""

from dataclasses import dataclass

from sagacity.broker.access.caller import CALLER
from sagacity.broker.broker import Broker
from sagacity.broker.door.request import Request
from sagacity.broker.entity import Json
from sagacity.broker.federating import forwarding, shelf
from sagacity.broker.federating.journey import Journey
from sagacity.broker.federating.provider import Provider
from sagacity.broker.federating.registration import Registration
from sagacity.broker.refusals import NotFound, Refused
from sagacity.broker.selection import Subject
from sagacity.broker.v2 import headers, trouble
from sagacity.broker.v2.applying import Named
from sagacity.broker.v2.trouble import NoneOfThem, NotAllOfThem

MOST_ROUNDS = 3  # providers that are tried for one attribute


class Circled(NotFound):
    """It is not here, and the request has come round to us: it is not sent on."""


@dataclass(frozen=True, slots=True)
class Update:
    """An update of one entity as it was sent: attributes by name, ``plain`` if as keyValues."""

    named: Named
    attrs: dict[str, Json]
    plain: bool = False


async def forward_update(
    broker: Broker, request: Request, update: Update, problem: Refused
) -> Refused | None:
    """What is left of the problem once others have changed what they have; None if nothing is."""
    tenant = headers.tenant_of(request)
    if not _is_missing(problem) or not shelf.of(broker).of_tenant(tenant):
        return problem
    missing = await _missing(broker, tenant, update)
    if not _chosen(broker, tenant, update, missing, set()):
        return problem
    journey = Journey.of(request)
    if why := journey.ends_at(await shelf.of(broker).name()):
        return Circled(f"{problem}; {why}")
    done = await _settled(broker, journey, tenant, update, missing)
    left = [name for name in missing if name not in done]
    if not left:
        return None
    where = trouble.attributes(str(update.named), left)
    return NotAllOfThem(trouble.MISSING, where) if done else problem


def _is_missing(problem: Refused) -> bool:
    if isinstance(problem, NoneOfThem | NotAllOfThem):
        return problem.cause == trouble.MISSING
    return isinstance(problem, NotFound)


async def _missing(broker: Broker, tenant: str, update: Update) -> list[str]:
    """The attributes of the update that are not here."""
    named = update.named
    here = {
        name
        for entity in await broker.entities_of(tenant, [named.id])
        if named.type in (None, entity.type) and entity.path == named.path
        for name in entity.attributes
    }
    return [name for name in update.attrs if name not in here]


Chosen = dict[Registration, tuple[Subject, dict[str, Json]]]


async def _settled(
    broker: Broker, journey: Journey, tenant: str, update: Update, missing: list[str]
) -> set[str]:
    """The attributes that were changed elsewhere; where one provider fails the next is tried."""
    done: set[str] = set()
    tried: set[Registration] = set()
    for _ in range(MOST_ROUNDS):
        left = [name for name in missing if name not in done]
        chosen = _chosen(broker, tenant, update, left, tried)
        if not chosen:
            break
        tried |= chosen.keys()
        done |= await _sent(broker, journey, update, chosen)
    return done


def _chosen(
    broker: Broker, tenant: str, update: Update, missing: list[str], tried: set[Registration]
) -> Chosen:
    """Who is sent which attributes: each goes to the oldest registration that has it and was not tried."""
    chosen: Chosen = {}
    untried = [one for one in shelf.of(broker).of_tenant(tenant) if one not in tried]
    for name in missing:
        for registration in untried:
            subject = _offers(registration, update.named, name, at=broker.clock())
            if subject is not None:
                chosen.setdefault(registration, (subject, {}))[1][name] = update.attrs[name]
                break
    return chosen


def _offers(registration: Registration, named: Named, name: str, *, at: int) -> Subject | None:
    if not registration.takes("update", at=at) or registration.path != named.path:
        return None
    if registration.attrs_of((name,)) is None or not registration.mapping.allows(name):
        return None
    subject = registration.has(id=named.id, type=named.type)
    if subject is None or registration.mapping.id_there(subject.id) is None:
        return None
    caller = CALLER.get()
    allowed = caller.may_write(registration.tenant, registration.path, subject.type, frozenset({name}))
    return subject if allowed else None


async def _sent(broker: Broker, journey: Journey, update: Update, chosen: Chosen) -> set[str]:
    """The attributes that were changed elsewhere."""

    async def ask(provider: Provider) -> set[str]:
        subject, attrs = chosen[provider.registration]
        await provider.update(subject, attrs, plain=update.plain)
        return set(attrs)

    answers = await forwarding.ask_all(broker, journey, list(chosen), ask)
    return {name for names in answers for name in names or ()}
