"""Taking measures: from what a device sent to changes, points of the past, quarantine and the device book."""

from collections.abc import Iterable, Sequence
from functools import partial

import msgspec

from sagacity.broker.broker import Broker
from sagacity.broker.entity import Attribute, Entity, Json
from sagacity.broker.history import moments
from sagacity.broker.history.points import CLOCK, Row, split
from sagacity.broker.history.recording import Recorder
from sagacity.broker.refusals import Refused
from sagacity.broker.sensors import book, devices, groups, measuring
from sagacity.broker.sensors.book import Sightings
from sagacity.broker.sensors.measuring import Measured, Raw
from sagacity.broker.sensors.plan import Plan
from sagacity.broker.sensors.shares import Shares
from sagacity.broker.store.base import Session
from sagacity.broker.v2 import characters, parsing, verbs
from sagacity.broker.v2.applying import Named
from sagacity.broker.v2.given import Sent
from sagacity.broker.writing.change import After, Change, Origin, Verb

NOBODY = Origin()
_MANY = 100_000  # plans kept in memory


class Taker:
    """Takes what devices send, by HTTP and MQTT alike. Follows the writer to hear of changed plans."""

    def __init__(self, broker: Broker) -> None:
        self.broker = broker
        self.sightings = Sightings()
        self.shares = Shares(broker.settings)
        self._recorder = Recorder(kind=broker.store.kind)
        self._plans: dict[tuple[str, str], Plan] = {}
        self._edition: int | None = None

    async def take(
        self,
        plan: Plan,
        *,
        payload: Json,
        moment: int | None = None,
        origin: Origin = NOBODY,
        backlog: bool = False,
    ) -> None:
        """Believe, store, remember what an admitted device says; returns after the commit.

        Raises:
            BadRequest: these are no measures.
        """
        at = self.broker.clock()
        measures = measuring.measures_in(payload)
        self.shares.charge(plan, len(measures) - 1, backlog=backlog)
        measured = [measuring.measure(plan, one, moment=moment, at=at) for one in measures]
        measured.sort(key=lambda one: one.moment if one.moment is not None else at)
        late: dict[int, list[Row]] = {}
        changes = list(_changes(plan, measured, at, late, origin))
        for result in await self.broker.write(changes):
            if isinstance(result, Refused):
                raise result
        await self._keep_beside(plan, measured, [row for rows in late.values() for row in rows], at)
        doubtful = bool(measured[-1].doubtful)
        battery = next((one.battery for one in reversed(measured) if one.battery is not None), None)
        self.sightings.notice(plan, at=at, battery=battery, is_doubtful=doubtful)

    def known(self, key: str, device: str) -> Plan | None:
        """The plan of a device that spoke before; the store is not asked."""
        return self._plans.get((key, device))

    async def admit(self, key: str, device: str, *, backlog: bool = False) -> Plan:
        """The plan of whoever speaks, within its share; a new device is written into the book first.

        Raises:
            UnknownKey, NoSuchDevice: nobody knows who this is. SpokeTooOften: its share is used up.
        """
        known = self.known(key, device)
        plan: Plan = known or await self.broker.read(
            partial(devices.plan_for_measure, key=key, device=device)
        )
        self.shares.admit(plan, at=self.broker.clock(), backlog=backlog)
        if known is not None:
            return known
        if plan.is_new:
            characters.check_name(device, "device id")
            await self.broker.do(partial(devices.add, plan=plan, at=self.broker.clock()))
        elif len(self._plans) < _MANY:
            self._plans[key, device] = plan
        return plan

    def forget_plans(self) -> None:
        """Plans have changed in this process, and count from the next measure on."""
        self._plans.clear()

    def follow(self, session: Session, happened: Sequence[object], *, at: int) -> None:
        """Nothing follows from a change by itself."""

    def refresh(self, session: Session, editions: dict[str, int]) -> None:
        """Forget the plans when devices or groups have changed."""
        if editions.get(groups.EDITION) != self._edition:
            self._edition = editions.get(groups.EDITION)
            self._plans.clear()

    async def _keep_beside(self, plan: Plan, measured: Sequence[Measured], late: list[Row], at: int) -> None:
        doubtful = [one for each in measured for one in each.doubtful]
        if not doubtful and not late:
            return

        def work(session: Session) -> None:
            self._recorder.append(session, late)
            book.quarantine(session, plan, doubtful, at=at)

        await self.broker.do(work)


def _changes(
    plan: Plan, measured: Iterable[Measured], at: int, late: dict[int, list[Row]], origin: Origin
) -> Iterable[Change]:
    """``late`` is filled while the changes are carried out."""
    number = 0
    for one in measured:
        for (id_, type_), attributes in one.entities.items():
            number += 1
            verb = _verb(plan, Named(id_, type_, plan.path), attributes, late, number)
            yield Change(plan.tenant, id_, type_, plan.path, verb, creates=True, origin=origin)


def _verb(
    plan: Plan, named: Named, attributes: dict[str, Raw], late: dict[int, list[Row]], number: int
) -> Verb:
    """Readings older than what the entity shows go into its past alone."""
    sent = parsing.attributes(attributes, plain=False)
    with_fixed = sent
    if named.id == plan.entity_name:
        with_fixed = parsing.attributes(measuring.fixed_attributes(plan) | attributes, plain=False)

    def verb(stored: Entity | None, at: int) -> After:
        if stored is None:
            return verbs.append(named, with_fixed)(None, at)
        older = [name for name in sent.attributes if _is_older(sent, name, stored.attributes.get(name))]
        late[number] = [_point(plan, named, sent, name, at) for name in older if name != CLOCK]
        if not older:
            return verbs.append(named, sent)(stored, at)
        left = {name: one for name, one in sent.attributes.items() if name not in older}
        if not left:
            return After(stored)
        return verbs.append(named, msgspec.structs.replace(sent, attributes=left))(stored, at)

    return verb


def _is_older(sent: Sent, name: str, stored: Attribute | None) -> bool:
    if stored is None:
        return False
    shown = moments.maybe(stored.value if name == CLOCK else _stamp(stored.metadata))
    given = sent.attributes[name]
    taken = moments.maybe(given.value if name == CLOCK else _stamp(given.metadata))
    return shown is not None and taken is not None and taken < shown


def _stamp(metadata: dict[str, dict[str, Json]]) -> Json:
    return metadata.get(CLOCK, {}).get("value")


def _point(plan: Plan, named: Named, sent: Sent, name: str, at: int) -> Row:
    given = sent.attributes[name]
    number, kept = split(given.value)
    taken = moments.maybe(_stamp(given.metadata))
    return (
        plan.tenant,
        plan.path,
        named.id,
        named.type or "Thing",
        name,
        given.type or "Text",
        at if taken is None else taken,
        at,
        number,
        kept,
    )
