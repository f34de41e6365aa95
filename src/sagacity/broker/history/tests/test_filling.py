"""What a filled store holds is what the same readings leave that come one by one."""

from sagacity.broker import filling
from sagacity.broker.history.tests.past import Past
from sagacity.broker.store.base import Session

HISTORY = (
    "SELECT h.ts - ?, h.val_num, h.val_json FROM broker_history h JOIN broker_series s ON s.id = h.series"
    " WHERE s.tenant = ? AND s.entity = ? ORDER BY h.ts"
)
ROLLUPS = (
    "SELECT level, begins, points, numbers, total, low, high, last, last_ts"
    " FROM broker_rollup r JOIN broker_series s ON s.id = r.series"
    " WHERE s.tenant = ? AND s.entity = ? ORDER BY level, begins"
)
STEP = 360 * filling.MINUTE  # enough for several points in a day and in a month


def test_it_holds_what_the_same_readings_leave_one_by_one(past: Past) -> None:
    moments = range(filling.START, filling.START + filling.YEAR, STEP)
    past.note("one by one", [(ts, {"level": i * 7919 % 977 / 10}) for i, ts in enumerate(moments)])
    past.move()
    filling.points(past.broker, 0, 1, step=STEP, say=lambda _: None)
    filled = f"urn:ngsi-ld:{filling.GAUGE}:0"

    try:
        for sql, first in ((HISTORY, (0,)), (ROLLUPS, ())):
            expected = past.rows(sql, *first, past.tenant, "one by one")
            assert len(expected) > 1000
            assert [_rounded(row) for row in past.rows(sql, *first, "", filled)] == [
                _rounded(row) for row in expected
            ]
    finally:
        past.broker.do_now(_forget)


def _rounded(row: tuple[object, ...]) -> list[object]:
    return [round(one, 6) if isinstance(one, float) else one for one in row]


def _forget(session: Session) -> None:
    for table in ("broker_history", "broker_rollup"):
        session.execute(
            f"DELETE FROM {table} WHERE series IN (SELECT id FROM broker_series WHERE tenant = '')"
        )
    session.execute("DELETE FROM broker_series WHERE tenant = ''")
