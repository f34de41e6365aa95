"""What is wrong with devices, in words for clerks."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from sagacity.broker import api as broker
from sagacity.desks.data import tasks


@dataclass(frozen=True, slots=True)
class DeviceLine:
    """One device in the table, with its newest readings that were not believed."""

    device: broker.Device
    entity_url: str
    quarantined: list[broker.Quarantined]


@dataclass(frozen=True, slots=True)
class AlarmLine:
    """One open alarm. ``task`` is 0 until the house has heard of it; ``taken_by`` has it in hand."""

    text: str
    at: datetime
    colour: str
    url: str
    task: int = 0
    taken_by: str = ""


Trouble = Literal["", "silent", "suspect", "battery"]
COLOURS = {"critical": "red", "high": "red", "medium": "orange", "low": "yellow"}
FEW = 3


def line(device: broker.Device) -> DeviceLine:
    """A device; what it sent wrongly is looked up only for those that did."""
    doubted = broker.quarantined(device, limit=FEW) if device.is_suspect else []
    return DeviceLine(device, _entity(device.tenant, device.entity), doubted)


def alarms() -> list[AlarmLine]:
    """What is going on now, with who has it in hand."""
    known = {_which(task.alarm): task for task in tasks.open_tasks(limit=500)}
    return [alarm(said, known.get(_which(said))) for said in broker.open_alarms()]


def _which(said: broker.Alarm) -> tuple[str, str, str, str]:
    return said.tenant, said.kind, said.source, said.subject


def alarm(said: broker.Alarm, task: tasks.Task | None = None) -> AlarmLine:
    """An alarm in one sentence."""
    if said.kind == "silence":
        text = _("機器 %(device)s から値が届いていません") % {"device": said.source}
    elif said.kind == "flood":
        text = _("%(device)s が決めた回数より多く送っています。こえた分は受け取っていません") % {
            "device": _speaker(said)
        }
    else:
        named = {
            "entity": _name(said),
            "attribute": said.attribute,
            "value": f"{said.value:g}" if said.value is not None else "—",
            "line": said.name,
            "level": f"{said.level:g}" if said.level is not None else "—",
        }
        text = _("%(entity)s の %(attribute)s が %(value)s：「%(line)s」（%(level)s）をこえています") % named
    return AlarmLine(
        text=text,
        at=said.at,
        colour=COLOURS.get(said.severity, ""),
        url=_entity(said.tenant, said.subject) if said.subject else reverse("desk_data:devices"),
        task=task.id if task and not task.taken_at else 0,
        taken_by=task.taken_by if task else "",
    )


def _speaker(said: broker.Alarm) -> str:
    if said.subject:
        return _("機器 %(device)s") % {"device": said.source}
    return _("種類 %(type)s の機器全体") % {"type": said.source.removeprefix("group:")}


def _name(said: broker.Alarm) -> str:
    """What people call the entity; its id once it is gone."""
    try:
        return broker.one_live(tenant=said.tenant, id=said.subject).name
    except broker.NoSuchEntity:
        return said.subject


def _entity(tenant: str, id: str) -> str:
    said = urlencode({name: value for name, value in {"id": id, "tenant": tenant}.items() if value})
    return f"{reverse('desk_data:live-thing')}?{said}"
