"""Which stage comes next, and until when it is done."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sagacity.kit.logic import api as logic
from sagacity.procedures.api import Answers, Definition, Stage, due

Body = dict[str, Any]
WITHOUT_STAGES = 5  # open days, where a procedure names no stages


def stage_of(definition: Definition, key: str) -> Stage | None:
    return next((stage for stage in definition.stages if stage.key == key), None)


def next_stage(definition: Definition, after: str, data: Mapping[str, Any]) -> Stage | None:
    """The first stage after one ("" is before the first) that is not left out for this case."""
    keys = [stage.key for stage in definition.stages]
    rest = definition.stages[keys.index(after) + 1 if after in keys else 0 :]
    return next((stage for stage in rest if not _is_left_out(stage, data)), None)


def deciding_stage(definition: Definition, data: Mapping[str, Any]) -> Stage | None:
    """Where the city decides."""
    found = [one for one in definition.stages if one.decides and not _is_left_out(one, data)]
    return found[0] if found else None


def led_to(definition: Definition, stage: Stage | None, *, at: datetime) -> Body:
    """What an entry says that leads a case to a stage; without one, to the end of all stages."""
    days = WITHOUT_STAGES if stage is None else stage.days
    return {
        "stage": stage.key if stage else "",
        "division": stage.division if stage else definition.division,
        "due": due(since=at, days=days).isoformat(),
    }


def data_of(answers: Answers, facts: Mapping[str, Any]) -> Mapping[str, Any]:
    """What rules of a definition see."""
    return {**answers, "facts": dict(facts)}


def needs_answers(definition: Definition) -> bool:
    """Whether the way through the stages depends on what was answered."""
    return any(stage.skip_if is not None for stage in definition.stages)


def divisions_of(definition: Definition) -> frozenset[str]:
    """Every division that has to do with a case of this procedure."""
    return frozenset({definition.division, *(stage.division for stage in definition.stages)})


def _is_left_out(stage: Stage, data: Mapping[str, Any]) -> bool:
    return stage.skip_if is not None and logic.holds(stage.skip_if, data)
