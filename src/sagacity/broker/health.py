"""What the health page says of the data-linkage platform."""

from sagacity.broker.broker import Broker
from sagacity.broker.here import here
from sagacity.broker.looking.state import state
from sagacity.broker.passing import knowing
from sagacity.broker.passing.relays import rows as relays
from sagacity.kit.providers import Check

DAY_MS = 86_400_000


def check(broker: Broker | None = None) -> Check:
    """Whether the store answers, how much it holds, and what waits.

    A receiver that is away is its own fault, not ours: only its letters wait, and the desk shows them.
    """
    house = broker or here()
    now = state(broker=house)
    oldest = f" (the oldest since {now.oldest:%Y-%m-%d %H:%M:%S} UTC)" if now.oldest else ""
    detail = (
        f"{now.database}, {now.size / 1e6:,.0f} MB; {now.entities:,} entities, {now.points:,} points,"
        f" {now.points_a_minute:,.0f} a minute, {now.unmoved:,} unmoved; {now.active:,} active subscriptions;"
        f" {now.waiting:,} notifications waiting{oldest}, {now.given_up:,} given up"
    )
    return Check(name="broker", ok=True, detail=detail)


def check_orions(broker: Broker | None = None) -> Check:
    """Whether every Orion behind us answers, and whether they all reach us with their notifications."""
    house = broker or here()
    states = {one.url: one for one in house.read_now(knowing.states)}
    asked = [states[orion.url] for orion in house.settings.orions.all if orion.url in states]
    since = house.clock() - DAY_MS
    lost = house.read_now(lambda session: relays.lost_since(session, since))
    said = [f"{one.url} {'answers' if one.answers else f'does not answer: {one.reason}'}" for one in asked]
    if lost:
        said.append(f"{lost} subscriptions lost notifications today: an Orion could not reach us")
    ok = not lost and all(one.answers for one in asked)
    return Check(name="orion", ok=ok, detail="; ".join(said) or "not asked yet")
