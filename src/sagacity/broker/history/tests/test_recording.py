"""From a change to the chart: what the writer accepts is in the history."""

import asyncio
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sagacity.broker.broker import Broker
from sagacity.broker.entity import Attribute, Entity
from sagacity.broker.history import moving
from sagacity.broker.history.levels import LEVELS
from sagacity.broker.history.rollups import Mover
from sagacity.broker.history.tests.past import T0, Past
from sagacity.broker.settings import Settings
from sagacity.broker.testing import City
from sagacity.broker.writing.change import After, Change

FLOOD = """
import sys
from sagacity.broker.broker import Broker
from sagacity.broker.history.recording import Recorder
from sagacity.broker.history.rollups import Mover
from sagacity.broker.history.tests.test_recording import level
from sagacity.broker.settings import Settings

broker = Broker(Settings(store=sys.argv[1]))
broker.prepare()
broker.followers.append(Recorder(kind="sqlite"))
mover = Mover(kind="sqlite")
for number in range(100_000):
    broker.write_now([level(number, "flood")])
    print(number, flush=True)
    if number % 7 == 6:
        broker.do_now(lambda session: mover.move(session, at=number, most=5))
        mover.keep()
"""


def level(value: float, tenant: str) -> Change:
    def verb(entity: Entity | None, at: int) -> After:
        new = {"level": Attribute(value=value, type="Number", modified=at)}
        if entity is None:
            return After(Entity("Gauge:1", "Gauge", attributes=new), ("level",))
        return After(entity.with_attributes(new, at=at), ("level",))

    return Change(tenant=tenant, id="Gauge:1", type=None, path=None, verb=verb, creates=True)


def test_what_is_written_can_be_read_at_once_and_after_it_has_moved(city: City) -> None:
    for value in (1.5, 2.5):
        city.broker.write_now([level(value, city.tenant)])
    address = "/history/v2/entities/Gauge:1/attrs/level"

    assert city.get(address).json["values"] == [1.5, 2.5]
    assert city.get(address, aggrMethod="avg").json["values"] == [2.0]
    asyncio.run(_moved(city.broker))
    assert city.get(address).json["values"] == [1.5, 2.5]
    assert city.get(address, aggrMethod="avg").json["values"] == [2.0]


async def _moved(broker: Broker) -> None:
    await moving.move_all(broker, Mover(kind=broker.store.kind))


def test_one_look_sees_one_moment_while_points_are_moving(past: Past) -> None:
    past.note("a", [(T0 + n, {"level": 1}) for n in range(3_000)])
    waiting = "SELECT count(*) FROM broker_tail WHERE tenant = ?"
    counted = (
        "SELECT coalesce(sum(points), 0) FROM broker_rollup r JOIN broker_series s ON s.id = r.series"
        " WHERE tenant = ? AND level = 3"
    )

    with past.broker.store.reading() as session, ThreadPoolExecutor(1) as other:
        before = session.execute(waiting, (past.tenant,))[0][0]
        assert other.submit(past.move).result() == 3_000
        after = session.execute(counted, (past.tenant,))[0][0]

    assert before + int(after) == 3_000


def test_after_kill_9_every_acknowledged_point_is_there_and_counted_once(tmp_path: Path) -> None:
    store = tmp_path / "broker.sqlite3"
    with subprocess.Popen(
        [sys.executable, "-c", FLOOD, str(store)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        acknowledged = [int(process.stdout.readline()) for _ in range(200)][-1]
        process.send_signal(signal.SIGKILL)
        acknowledged = max([acknowledged, *(int(line) for line in process.stdout if line.endswith("\n"))])

    past = Past(Broker(Settings(store=str(store))), Mover(kind="sqlite"), tenant="flood")
    past.move()
    values = past.rows("SELECT val_num FROM broker_history ORDER BY n")
    counted = past.rows("SELECT level, sum(points), sum(total) FROM broker_rollup GROUP BY level")
    past.broker.stop()

    found = [int(value) for (value,) in values]
    assert found[: acknowledged + 1] == list(range(acknowledged + 1))
    assert counted == [(n, len(found), sum(found)) for n in LEVELS]
