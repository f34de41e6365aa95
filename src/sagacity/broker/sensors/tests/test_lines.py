from typing import Any

import pytest

from sagacity.broker.history.rollups import Mover
from sagacity.broker.history.tests.conftest import past, still_store
from sagacity.broker.history.tests.past import T0, Past
from sagacity.broker.refusals import BadRequest
from sagacity.broker.sensors import alerts, levels, lines

__all__ = ["past", "still_store"]
MINUTE = 60_000


def draw(past: Past, **more: Any) -> None:
    line = levels.read({"id": "warning", "attribute": "level", "level": 3, "entity_type": "Gauge"} | more)
    past.broker.do_now(lambda session: lines.put(session, tenant=past.tenant, line=line))
    past.mover = Mover(kind=past.broker.store.kind, watchers=[lines.watch])


def events(past: Past) -> list[tuple[str, bool, float | None]]:
    noted = past.broker.read_now(lambda session: alerts.listed(session, tenant=past.tenant))
    return [(alert.subject, alert.is_open, alert.value) for _, alert in noted]


def rise(past: Past, *levels: float, entity: str = "g", start: int = 0) -> None:
    readings = enumerate(levels, start=start)
    past.note(entity, [(T0 + number * MINUTE, {"level": level}) for number, level in readings])
    past.move()


def test_a_crossing_is_one_event_however_many_readings_follow(past: Past) -> None:
    draw(past)
    rise(past, 1, 2, 3.1, 3.5, 4, 3.2)

    assert events(past) == [("g", True, 3.1)]


def test_waves_around_the_line_ring_once(past: Past) -> None:
    draw(past, clear=2.5)
    rise(past, 3.0, 2.9, 3.1, 2.6, 3.0)
    rise(past, 2.5, 2.9, 3.0, start=5)

    assert events(past) == [("g", True, 3.0), ("g", False, 2.5), ("g", True, 3.0)]


def test_a_line_may_be_crossed_downwards(past: Past) -> None:
    draw(past, direction="below", level=10, clear=20)
    rise(past, 50, 9, 15, 20)

    assert events(past) == [("g", True, 9), ("g", False, 20)]


def test_a_late_reading_says_nothing_about_now(past: Past) -> None:
    draw(past)
    rise(past, 1, start=10)
    rise(past, 5, start=3)

    assert events(past) == []


def test_each_entity_crosses_for_itself_and_others_do_not_count(past: Past) -> None:
    draw(past)
    rise(past, 4, entity="a")
    rise(past, 4, entity="b")
    past.note("c", [(T0, {"level": 9})], type="Tank")
    past.note("d", [(T0, {"height": 9})])
    past.move()

    assert events(past) == [("a", True, 4), ("b", True, 4)]


class CutOff(Exception):
    """Something went wrong in the middle of a transaction."""


def test_a_move_that_is_cut_off_notes_nothing_and_the_next_one_notes_once(past: Past) -> None:
    draw(past)
    past.note("g", [(T0, {"level": 5})])

    def cut_off(session: Any) -> None:
        past.mover.move(session, at=T0)
        raise CutOff

    with pytest.raises(CutOff):
        past.broker.do_now(cut_off)
    assert events(past) == []
    past.move()
    assert events(past) == [("g", True, 5)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"entity_type": ""},
        {"clear": 4},
        {"direction": "below", "clear": 2},
        {"level": "high"},
        {"direction": "up"},
        {"id": "a b"},
        {"name": "a(b)"},
    ],
)
def test_a_line_that_makes_no_sense_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(BadRequest):
        levels.read({"id": "w", "attribute": "level", "level": 3, "entity_type": "Gauge"} | wrong)
