"""What the broker is told before devices speak: groups with a key, devices, how values are read."""

from typing import Annotated, Any, Literal

import msgspec

from sagacity.broker.entity import Json
from sagacity.broker.refusals import BadRequest

Limit = Annotated[int, msgspec.Meta(ge=0, le=10**12)]
RESOURCE = "/iot/json"
KEY_FOR_ALL = ""  # a device without a key of its own


class Range(msgspec.Struct, frozen=True, omit_defaults=True):
    """What can be true; anything beyond is quarantined."""

    least: float | None = None
    most: float | None = None


class Calibration(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is true = what the device says × factor + offset, in the unit of the device."""

    factor: float = 1.0
    offset: float = 0.0


class Reported(msgspec.Struct, frozen=True, omit_defaults=True):
    """An attribute a device reports. ``unit`` is the device's, ``unitCode`` the entity's (both UN/CEFACT)."""

    name: str
    type: str = ""
    object_id: str = ""
    expression: str = ""
    entity_name: str = ""
    entity_type: str = ""
    metadata: dict[str, Json] = {}
    unit: str = ""
    unitCode: str = ""  # noqa: N815 — NGSI writes it so
    range: Range | None = None
    calibration: Calibration | None = None


class Fixed(msgspec.Struct, frozen=True, omit_defaults=True):
    """An attribute that never changes."""

    name: str
    type: str = ""
    value: Json = None
    metadata: dict[str, Json] = {}


class Command(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something the device can be told to do."""

    name: str
    type: str = "command"
    object_id: str = ""


class Group(msgspec.Struct, frozen=True, omit_defaults=True):
    """All devices that show one key; IoT agents say service. ``silent_after`` in seconds, 0 = never.

    ``per_minute``, ``per_day``: calls of all devices together, ``device_…``: of each; 0 = no limit, None =
    as the house has set it.
    """

    apikey: str
    resource: str = ""
    entity_type: str = "Thing"
    attributes: list[Reported] = []
    lazy: list[Reported] = []
    commands: list[Command] = []
    static_attributes: list[Fixed] = []
    internal_attributes: list[Json] = []
    timestamp: bool | None = None
    autoprovision: bool = True
    explicitAttrs: bool | list[str] | str = False  # noqa: N815
    expressionLanguage: str = ""  # noqa: N815
    defaultEntityNameConjunction: str = ":"  # noqa: N815
    silent_after: int = 0
    per_minute: Limit | None = None
    per_day: Limit | None = None
    device_per_minute: Limit | None = None
    device_per_day: Limit | None = None
    service: str = ""
    subservice: str = ""


class Device(msgspec.Struct, frozen=True, omit_defaults=True):
    """One device; what it does not say itself its group says."""

    device_id: str
    entity_name: str = ""
    entity_type: str = ""
    apikey: str = KEY_FOR_ALL
    protocol: str = ""
    transport: Literal["HTTP", "MQTT", ""] = ""
    endpoint: str = ""
    timezone: str = ""
    attributes: list[Reported] = []
    lazy: list[Reported] = []
    commands: list[Command] = []
    static_attributes: list[Fixed] = []
    internal_attributes: list[Json] = []
    timestamp: bool | None = None
    explicitAttrs: bool | list[str] | str | None = None  # noqa: N815
    expressionLanguage: str = ""  # noqa: N815
    silent_after: int | None = None
    service: str = ""
    service_path: str = ""


Provision = Group | Device


def read(value: Any, kind: Any) -> Any:
    """A provision from JSON.

    Raises:
        BadRequest: a part is missing, of another type, or two attributes answer to one name.
    """
    try:
        found = msgspec.convert(value, kind)
    except msgspec.ValidationError as problem:
        raise BadRequest(f"this is no {kind.__name__.lower()}: {problem}") from problem
    check_names(found)
    return found


def check_names(provision: Provision) -> None:
    """An object_id is unique, and equal to no name of another attribute."""
    taken: set[str] = set()
    listed: list[Reported | Command] = [*provision.attributes, *provision.lazy, *provision.commands]
    for one in listed:
        for name in {one.name, one.object_id} - {""}:
            if name in taken:
                raise BadRequest(f"two attributes answer to '{name}': object_id and name must each be unique")
            taken.add(name)


def as_json(provision: Provision) -> dict[str, Json]:
    """A provision as it was told."""
    found: dict[str, Json] = msgspec.to_builtins(provision)
    return found
