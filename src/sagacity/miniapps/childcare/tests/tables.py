"""The national programme as a city keeps it, read from a pack, for stories about days."""

from collections.abc import Mapping
from datetime import date

from sagacity.kit.city import api as city
from sagacity.miniapps.childcare import tables
from sagacity.miniapps.childcare.rules import births, schedule
from sagacity.miniapps.childcare.rules.schedule import Step

NATIONAL = tables.read(city.folder("saga") / tables.FOLDER)
AS_OF = date(2026, 11, 24)  # the day the table speaks of; every hand-computed case below depends on it
Given = Mapping[str, date | None]


def steps(birth: str, *, today: str, done: Given | None = None) -> dict[str, Step]:
    """Where every dose and check-up stands, by its key."""
    found = schedule.steps(
        (*NATIONAL.doses, *NATIONAL.checkups),
        birth=births.parse(birth),
        done=done or {},
        today=date.fromisoformat(today),
    )
    return {one.dose.key: one for one in found}


def state(key: str, birth: str, today: str, **done: str) -> str:
    """The state of one dose; `pcv_1="2026-03-01"` says what was given before."""
    given: Given = {
        name.rsplit("_", 1)[0] + "-" + name.rsplit("_", 1)[1]: date.fromisoformat(day)
        for name, day in done.items()
    }
    found = steps(birth, today=today, done=given).get(key)
    return found.state.value if found else "none"
