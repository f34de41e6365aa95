"""Everything that is wrong with a definition, the worst first."""

from collections.abc import Collection

from sagacity.ledger import api as ledger
from sagacity.procedures import types
from sagacity.procedures.lint import questions, reaching, translations, work
from sagacity.procedures.lint.flaws import Flaw, Level
from sagacity.procedures.lint.spots import Plan

NAMES = {"duplicate_key", "looks_ahead", "unknown_variable", "bad_pattern"}


def look(
    *,
    definition: types.Definition,
    languages: Collection[str],
    divisions: Collection[str] = (),
    fees: ledger.Tariff,
) -> list[Flaw]:
    """Flaws in the order of their weight, then of the file. Conditions are tried out, not only read.

    `divisions` are those that staff belong to; without them no name of a division is judged.
    """
    plan = Plan(definition)
    found = list(questions.look(plan))
    if not any(flaw.code in NAMES for flaw in found):  # else what is tried would be something else
        found += reaching.look(plan)
    found += work.look(plan, divisions=divisions, fees=fees)
    found += translations.look(definition, languages=languages)
    weight = list(Level)
    return sorted(dict.fromkeys(found), key=lambda flaw: weight.index(flaw.level))
