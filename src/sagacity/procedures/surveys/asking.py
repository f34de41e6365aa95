"""What a survey may ask: nothing that tells who somebody is."""

from sagacity.procedures import types
from sagacity.procedures.surveys.refusals import TellsWho
from sagacity.procedures.types import Kind

COUNTED = frozenset({Kind.CHOICE, Kind.CHOICES, Kind.YES_NO, Kind.NUMBER})
WRITTEN = frozenset({Kind.TEXT, Kind.LONG_TEXT})
ASKED = COUNTED | WRITTEN | {Kind.CONSENT}


def must_not_tell_who(definition: types.Definition) -> None:
    """Let a definition pass that asks only what may be asked.

    Raises:
        TellsWho: it asks for a name, a day of birth, an address …, or fills something in by itself.
    """
    found = tuple(one.key for one in definition.questions() if one.kind not in ASKED or one.prefill)
    if found:
        raise TellsWho(found)


def is_survey(definition: types.Definition) -> bool:
    return definition.sort is types.Sort.SURVEY
