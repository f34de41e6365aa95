import asyncio
from concurrent.futures import ThreadPoolExecutor

from sagacity.broker.broker import Broker
from sagacity.broker.entity import Attribute, Entity
from sagacity.broker.refusals import Ambiguous, NotDoable, NotFound
from sagacity.broker.selection import Selection
from sagacity.broker.settings import Settings
from sagacity.broker.store.base import Session
from sagacity.broker.writing.change import After, Change, Done, Result


def plus_one(entity: Entity | None, at: int) -> After:
    if entity is None:
        return After(
            Entity(id="counter", type="Counter", attributes={"n": Attribute(value=1, type="Number")})
        )
    number = Attribute(value=entity.attributes["n"].value + 1, type="Number", modified=at)
    return After(entity.with_attributes({"n": number}, at=at), touched=("n",))


def gone(entity: Entity | None, at: int) -> After:
    return After(None)


def refuse(entity: Entity | None, at: int) -> After:
    raise NotDoable("not now")


def change(verb: object = plus_one, *, tenant: str, creates: bool = True, **more: object) -> Change:
    return Change(tenant=tenant, id="counter", type=None, path=None, verb=verb, creates=creates, **more)  # type: ignore[arg-type]


def count(broker: Broker, tenant: str) -> int:
    (entity,) = broker.entities_of_now(tenant, ["counter"])
    return int(entity.attributes["n"].value)


async def _many(broker: Broker, tenant: str) -> list[list[Result]]:
    return await asyncio.gather(*(broker.write([change(tenant=tenant)]) for _ in range(200)))


def test_two_hundred_at_once_lose_no_step(broker_store: str) -> None:
    broker = Broker(Settings(store=broker_store))
    broker.prepare()
    broker.start()

    results = asyncio.run(_many(broker, "at_once"))

    assert all(isinstance(result, Done) for (result,) in results)
    assert count(broker, "at_once") == 200
    broker.stop()


def test_two_processes_worth_of_writers_lose_no_step_either(broker_store: str) -> None:
    brokers = [Broker(Settings(store=broker_store)) for _ in range(4)]
    brokers[0].prepare()

    def steps(broker: Broker) -> None:
        for _ in range(25):
            broker.write_now([change(tenant="apart")])

    with ThreadPoolExecutor(4) as four:
        list(four.map(steps, brokers))

    assert count(brokers[0], "apart") == 100
    for broker in brokers:
        broker.stop()


def test_a_refused_change_leaves_its_neighbours_alone(broker_store: str) -> None:
    broker = Broker(Settings(store=broker_store))
    broker.prepare()

    first, second, third, fourth = broker.write_now(
        [
            change(tenant="beside"),
            change(refuse, tenant="beside"),
            change(gone, tenant="beside"),
            change(tenant="beside", creates=False),
        ]
    )

    assert isinstance(first, Done)
    assert isinstance(second, NotDoable)
    assert isinstance(third, Done)
    assert third.after is None
    assert isinstance(fourth, NotFound)
    assert broker.entities_of_now("beside", ["counter"]) == []
    broker.stop()


def test_an_id_that_fits_two_is_ambiguous(broker_store: str) -> None:
    broker = Broker(Settings(store=broker_store))
    broker.prepare()
    with broker.store.writing() as session:
        session.save(
            "twins", new=[Entity(id="counter", type="A"), Entity(id="counter", type="B")], changed=(), gone=()
        )

    (result,) = broker.write_now([change(gone, tenant="twins", creates=False)])

    assert isinstance(result, Ambiguous)
    broker.stop()


def test_work_that_is_refused_leaves_nothing_and_harms_nobody(broker_store: str) -> None:
    broker = Broker(Settings(store=broker_store))
    broker.prepare()
    broker.start()

    def half(session: Session) -> None:
        session.execute("INSERT INTO broker_meta (name, value) VALUES ('half', 1)")
        raise NotDoable("after all not")

    async def both() -> list[object]:
        work, writing = broker.do(half), broker.write([change(tenant="harm")])
        return list(await asyncio.gather(work, writing, return_exceptions=True))

    refused, written = asyncio.run(both())

    assert isinstance(refused, NotDoable)
    assert isinstance(written, list)
    assert (
        broker.read_now(lambda session: session.execute("SELECT 1 FROM broker_meta WHERE name = 'half'"))
        == []
    )
    broker.stop()


def test_what_one_batch_makes_stands_in_the_order_in_which_it_was_asked(broker_store: str) -> None:
    broker = Broker(Settings(store=broker_store))
    broker.prepare()
    names = [f"e{number}" for number in (7, 3, 9, 1, 8, 2, 6, 4, 5)]

    def make(name: str) -> Change:
        return Change(
            "order", name, "Thing", "/", lambda _, at: After(Entity(id=name, type="Thing")), creates=True
        )

    broker.write_now([make(name) for name in names])

    found = broker.find_now(Selection(tenant="order"))
    assert [entity.id for entity in found.entities] == names
