from typing import Any

import pytest

from sagacity.broker.refusals import BadRequest
from sagacity.broker.sensors import measuring, provisions, units
from sagacity.broker.sensors.measuring import Measured
from sagacity.broker.sensors.plan import Plan
from sagacity.broker.sensors.provisions import Device, Group

NOON = 1_775_044_800_000
STAMP = {"type": "DateTime", "value": "2026-04-01T12:00:00.000Z"}


def plan(*, group: dict[str, Any] | None = None, **device: Any) -> Plan:
    told = provisions.read(
        {"device_id": "d1", "entity_name": "Gauge:1", "entity_type": "Gauge"} | device, Device
    )
    shared = provisions.read({"apikey": "k"} | group, Group) if group is not None else None
    return Plan("city", "/", told, shared)


def measure(known: Plan, said: dict[str, Any], moment: int | None = None) -> Measured:
    return measuring.measure(known, said, moment=moment, at=NOON)


def values(measured: Measured, entity: str = "Gauge:1") -> dict[str, Any]:
    for (id_, _), attributes in measured.entities.items():
        if id_ == entity:
            return {name: raw["value"] for name, raw in attributes.items()}
    return {}


def test_names_of_the_device_become_names_of_the_entity() -> None:
    known = plan(attributes=[{"object_id": "l", "name": "level", "type": "Number"}])

    assert measure(known, {"l": 1.5, "extra": "x"}).entities == {
        ("Gauge:1", "Gauge"): {
            "level": {"type": "Number", "value": 1.5, "metadata": {}},
            "extra": {"type": "Text", "value": "x", "metadata": {}},
        }
    }


def test_the_device_overrules_its_group() -> None:
    known = plan(
        group={"attributes": [{"object_id": "l", "name": "height"}, {"object_id": "t", "name": "warmth"}]},
        attributes=[{"object_id": "l", "name": "level"}],
    )

    assert values(measure(known, {"l": 1, "t": 2})) == {"level": 1, "warmth": 2}


@pytest.mark.parametrize(
    ("explicit", "expected"),
    [(False, {"level": 1, "x": 2, "y": 3}), (True, {"level": 1}), (["x"], {"x": 2}), ("true", {"level": 1})],
)
def test_only_what_was_asked_for_is_taken(explicit: Any, expected: dict[str, Any]) -> None:
    known = plan(attributes=[{"name": "level"}], explicitAttrs=explicit)

    assert values(measure(known, {"level": 1, "x": 2, "y": 3})) == expected


def test_expressions_see_measures_by_both_names_and_what_is_fixed() -> None:
    known = plan(
        static_attributes=[{"name": "zero", "value": 10}],
        attributes=[
            {"object_id": "d", "name": "distance"},
            {"name": "level", "type": "Number", "expression": "zero - d"},
            {"name": "double", "type": "Number", "expression": "level * 2"},
            {"name": "wet", "expression": "distance < 5"},
            {"name": "never", "expression": "unheard + 1"},
        ],
    )

    assert values(measure(known, {"d": 4})) == {"distance": 4, "level": 6, "double": 12, "wet": True}


def test_a_measure_may_belong_to_another_entity() -> None:
    known = plan(attributes=[{"name": "rain", "entity_name": "Sky:1", "entity_type": "Sky"}])

    assert values(measure(known, {"rain": 3, "level": 1}), "Sky:1") == {"rain": 3}


def test_units_and_calibration_make_the_entitys_value() -> None:
    known = plan(
        attributes=[
            {
                "object_id": "l",
                "name": "level",
                "type": "Number",
                "unit": "CMT",
                "unitCode": "MTR",
                "calibration": {"factor": 2, "offset": -10},
            }
        ]
    )
    (attributes,) = measure(known, {"l": 100}).entities.values()

    assert attributes["level"]["value"] == 1.9
    assert attributes["level"]["metadata"] == {"unitCode": {"type": "Text", "value": "MTR"}}


@pytest.mark.parametrize(("said", "reason"), [(-5, "below"), (99, "above"), ("wet", "a number was expected")])
def test_what_cannot_be_true_is_kept_apart(said: Any, reason: str) -> None:
    known = plan(attributes=[{"name": "level", "range": {"least": 0, "most": 20}}])
    measured = measure(known, {"level": said, "other": 1})

    assert values(measured) == {"other": 1}
    ((name, value, why),) = measured.doubtful
    assert (name, value) == ("level", said)
    assert reason in why


def test_a_date_in_the_measure_dates_everything() -> None:
    (attributes,) = measure(
        plan(), {"level": 1, "TimeInstant": "2026-04-01T21:00:00+09:00"}
    ).entities.values()

    assert attributes["TimeInstant"] == STAMP
    assert attributes["level"]["metadata"] == {"TimeInstant": STAMP}


@pytest.mark.parametrize(
    ("timestamp", "moment", "dated"),
    [(None, None, False), (True, None, True), (False, NOON, False), (None, NOON, True)],
)
def test_dating_follows_the_plan(timestamp: bool | None, moment: int | None, dated: bool) -> None:
    (attributes,) = measure(plan(timestamp=timestamp), {"level": 1}, moment).entities.values()

    assert ("TimeInstant" in attributes) is dated
    assert ("TimeInstant" in attributes["level"]["metadata"]) is dated


def test_the_battery_is_noticed() -> None:
    assert measure(plan(), {"batteryLevel": 0.4}).battery == 0.4
    assert measure(plan(attributes=[{"object_id": "b", "name": "battery"}]), {"b": 55}).battery == 55


@pytest.mark.parametrize("payload", [1, "x", [], [1], None])
def test_what_is_no_measure_is_refused(payload: Any) -> None:
    with pytest.raises(BadRequest):
        measuring.measures_in(payload)


def test_a_date_that_is_none_is_refused() -> None:
    for moment in ("soon", 5):
        with pytest.raises(BadRequest):
            measure(plan(), {"TimeInstant": moment, "level": 1})


def test_two_attributes_cannot_answer_to_one_name() -> None:
    with pytest.raises(BadRequest):
        plan(attributes=[{"object_id": "l", "name": "level"}, {"name": "l"}])
    with pytest.raises(BadRequest):
        plan(attributes=[{"object_id": "x", "name": "level"}], commands=[{"name": "level"}])


@pytest.mark.parametrize(
    ("value", "source", "target", "expected"),
    [
        (250, "CMT", "MTR", 2.5),
        (212, "FAH", "CEL", 100),
        (36, "KMH", "MTS", 10),
        (1013.25, "A97", "PAL", 101325),
    ],
)
def test_units_are_converted(value: float, source: str, target: str, expected: float) -> None:
    assert units.convert(value, source=source, target=target) == pytest.approx(expected)


def test_units_that_do_not_fit_are_refused() -> None:
    for source, target in (("CMT", "CEL"), ("XXX", "MTR")):
        with pytest.raises(BadRequest):
            units.check(source, target)
