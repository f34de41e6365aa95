"""The plan of a device: what it said of itself over what its group says, ready for measures."""

from dataclasses import dataclass
from functools import cached_property

from sagacity.broker.sensors.provisions import Command, Device, Fixed, Group, Reported


@dataclass(frozen=True)
class Plan:
    """Everything needed to turn the measures of one device into changes of entities."""

    tenant: str
    path: str
    device: Device
    group: Group | None = None
    is_new: bool = False  # not in the book yet

    @cached_property
    def entity_type(self) -> str:
        return self.device.entity_type or (self.group.entity_type if self.group else "Thing")

    @cached_property
    def entity_name(self) -> str:
        between = self.group.defaultEntityNameConjunction if self.group else ":"
        return self.device.entity_name or f"{self.entity_type}{between}{self.device.device_id}"

    @cached_property
    def key(self) -> str:
        """What the device shows, and what its topics begin with."""
        return self.device.apikey or (self.group.apikey if self.group else "")

    @cached_property
    def reported(self) -> dict[str, Reported]:
        """By the name the device uses."""
        listed = [*(self.group.attributes if self.group else ()), *self.device.attributes]
        return {one.object_id or one.name: one for one in listed}

    @cached_property
    def computed(self) -> list[Reported]:
        """Attributes with an expression, in the order in which they were told."""
        return [one for one in self.reported.values() if one.expression]

    @cached_property
    def fixed(self) -> dict[str, Fixed]:
        listed = [*(self.group.static_attributes if self.group else ()), *self.device.static_attributes]
        return {one.name: one for one in listed}

    @cached_property
    def commands(self) -> dict[str, Command]:
        listed = [*(self.group.commands if self.group else ()), *self.device.commands]
        return {one.name: one for one in listed}

    @cached_property
    def stamps(self) -> bool | None:
        """True: every measure is dated; False: never; None: if it brings a date itself."""
        if self.device.timestamp is not None:
            return self.device.timestamp
        return self.group.timestamp if self.group else None

    @cached_property
    def explicit(self) -> bool | frozenset[str]:
        """True: only what is provisioned; a set: only these names; False: everything."""
        asked = self.device.explicitAttrs
        if asked is None:
            asked = self.group.explicitAttrs if self.group else False
        if isinstance(asked, list):
            return frozenset(name for name in asked if isinstance(name, str))
        return asked is True or asked == "true"

    @cached_property
    def silent_after(self) -> int:
        """Seconds without a word after which somebody should look; 0 = never."""
        if self.device.silent_after is not None:
            return self.device.silent_after
        return self.group.silent_after if self.group else 0
