"""Commanding: orders are sent to devices, their answers come back, and the entity tells how far it is."""

from functools import partial
from typing import Protocol

import orjson

from sagacity.broker.broker import Broker
from sagacity.broker.entity import Json
from sagacity.broker.refusals import BadRequest
from sagacity.broker.sensors import devices, orders
from sagacity.broker.sensors.orders import Order
from sagacity.broker.sensors.plan import Plan
from sagacity.broker.store.base import Session
from sagacity.broker.v2 import parsing, verbs
from sagacity.broker.v2.applying import Named
from sagacity.broker.writing.change import Change


class NotNow(Exception):
    """The way to the device is closed at the moment; the order stays as it is."""


class Failed(Exception):
    """The order cannot be delivered; the sentence says why."""


class Ways(Protocol):
    """How orders reach devices."""

    async def publish(self, topic: str, payload: bytes) -> None: ...
    async def post(self, address: str, body: bytes) -> None: ...


async def step(broker: Broker, ways: Ways) -> int:
    """Send what is new, expire what is old, tell the entities; how many orders were touched."""
    found: list[Order] = await broker.read(orders.new)
    for order in found:
        await _send(broker, ways, order)
    return len(found) + await show(broker)


async def show(broker: Broker) -> int:
    """Let the entities tell the states of their commands."""
    found: list[tuple[Order, str]] = await broker.read(orders.unshown)
    if not found:
        return 0
    changes, shown = [], []
    for order, _ in found:
        state = orders.SHOWN_AS.get(order.state, order.state)
        plan: Plan | None = await broker.read(partial(_plan, order=order))
        if plan is not None:
            changes.append(_telling(plan, order.name, state, order.info))
        shown.append((order.n, state))
    await broker.write(changes)
    await broker.do(partial(orders.mark_shown, shown=shown))
    return len(found)


async def take_results(broker: Broker, plan: Plan, results: Json) -> None:
    """What a device says it has done: {"command": result}.

    Raises:
        BadRequest: no object, or a command the device does not have.
    """
    if not isinstance(results, dict) or not results:
        raise BadRequest('the result of a command is {"name of the command": result}')
    if unknown := [name for name in results if name not in plan.commands]:
        raise BadRequest(f"{plan.device.device_id} has no command {', '.join(unknown)}")
    at = broker.clock()
    changes = []
    for name, info in results.items():
        if not await broker.do(partial(orders.answer, plan=plan, name=name, info=info, at=at)):
            changes.append(_telling(plan, name, orders.OK, info))
    await broker.write(changes)
    await show(broker)


def hand_over(session: Session, *, plan: Plan, at: int) -> dict[str, Json]:
    """Orders for a device that asks for them; it has them now."""
    found = orders.waiting_for(session, plan)
    for order in found:
        orders.move(session, n=order.n, was=order.state, state=orders.DELIVERED, info=None, at=at)
    return {order.name: order.value for order in found}


async def _send(broker: Broker, ways: Ways, order: Order) -> None:
    plan: Plan | None = await broker.read(partial(_plan, order=order))
    if plan is None:
        return
    state, info = await _delivered(plan, ways, order)
    if state != order.state:
        move = partial(orders.move, n=order.n, was=order.state, state=state, info=info, at=broker.clock())
        await broker.do(move)


async def _delivered(plan: Plan, ways: Ways, order: Order) -> tuple[str, Json]:
    body = orjson.dumps({order.name: order.value})
    try:
        if plan.device.endpoint:
            await ways.post(plan.device.endpoint, body)
        elif plan.device.transport == "HTTP":
            return orders.WAITING, None
        else:
            await ways.publish(f"/{plan.key}/{plan.device.device_id}/cmd", body)
    except NotNow:
        return order.state, None
    except Failed as problem:
        return orders.ERROR, str(problem)
    return orders.DELIVERED, None


def _plan(session: Session, *, order: Order) -> Plan | None:
    try:
        device = devices.of(session, tenant=order.tenant, path=order.path, device=order.device)
    except devices.NoSuchDevice:
        return None
    return devices.plan_of(session, device)


def _telling(plan: Plan, name: str, state: str, info: Json) -> Change:
    raw = {f"{name}_status": {"type": "commandStatus", "value": state}}
    if info is not None:
        raw[f"{name}_info"] = {"type": "commandResult", "value": info}
    sent = parsing.attributes(raw, plain=False)
    named = Named(plan.entity_name, plan.entity_type, plan.path)
    return Change(plan.tenant, named.id, plan.entity_type, plan.path, verbs.append(named, sent), creates=True)
