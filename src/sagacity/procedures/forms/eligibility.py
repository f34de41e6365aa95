"""Why somebody may not ask, as early as it is known: who they are may not be proven yet."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sagacity.kit import policy
from sagacity.kit.logic import api as logic
from sagacity.procedures.api import Answers, Definition, Words
from sagacity.procedures.forms import rows


def certain(definition: Definition, answers: Answers, facts: Mapping[str, Any]) -> tuple[Words, ...]:
    """Why not, by the rules whose every answer and fact is there."""
    data = {**answers, "facts": facts}
    return tuple(
        one.otherwise
        for one in definition.eligible
        if all(_is_known(name, data) for name in logic.variables(one.when))
        and not logic.holds(one.when, data)
    )


def why_not_begin(
    *, definition: Definition, inhabitant: str, by: policy.Person, at: datetime, channel: str = "app"
) -> tuple[Words, ...]:
    """Why it need not even be begun: by where an inhabitant lives and how old they are; nothing of others."""
    if not inhabitant:
        return ()
    return certain(definition, {}, rows.facts_of(inhabitant, channel=channel, by=by, at=at))


def _is_known(name: str, data: Mapping[str, Any]) -> bool:
    root, _, rest = name.partition(".")
    if root != "facts":
        return root in data
    return data["facts"].get(rest.split(".")[0]) is not None
