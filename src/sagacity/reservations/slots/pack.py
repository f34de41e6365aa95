"""What the city pack says can be booked, put into the tables; reading it twice changes nothing."""

from datetime import datetime
from pathlib import Path

from django.db import transaction

from sagacity.kit import keys, policy
from sagacity.reservations.slots import models, reading, resources, services, types


@transaction.atomic
def load_pack(path: Path, *, by: policy.Person, at: datetime) -> int:
    """Put resources and services of `slots.toml` into the tables; says how many changed something.

    What is in the file no more is left alone, for times of it may be promised.

    Raises:
        BrokenSlots: the file cannot be read. BadService: its terms cannot be. Nothing was put in.
    """
    if not path.exists():
        return 0
    listed = reading.read(text=path.read_text(encoding="utf-8"))
    there = {one.key: one for one in resources.resources()}
    offered = {one.key: one for one in services.services()}
    changed = sum(_resource(one, there.get(one.key), by, at) for one in listed.resources)
    for one in listed.services:
        if offered.get(one.key) != one:
            services.offer_service(service=one, by=by, at=at)
            changed += 1
    return changed


def _resource(one: types.Resource, there: types.Resource | None, by: policy.Person, at: datetime) -> bool:
    if there == one:
        return False
    if there is None and not models.Resource.objects.filter(key=one.key).exists():
        resources.add_resource(
            local=keys.parse(one.key).local, name=one.name, kind=one.kind, area=one.area,
            calendar=one.calendar, parent=one.parent, skills=one.skills, note=one.note, by=by, at=at,
        )  # fmt: skip
        return True
    resources.change_resource(
        key=one.key, name=one.name, calendar=one.calendar, skills=one.skills, note=one.note, by=by, at=at
    )
    return True
