"""Names out of the register for a document: each look stands in the log that its owner reads."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sagacity.identity import api as identity
from sagacity.identity.register import api as register
from sagacity.kit import policy
from sagacity.procedures.api import Kind
from sagacity.procedures.cases.api import Story
from sagacity.procedures.outcomes import filling

PRINTER = policy.Person(
    policy.SYSTEM.key,
    policy.SYSTEM.name,
    "system",
    frozenset({identity.REGISTER_NAME, identity.REGISTER_FACTS}),
)


def names(story: Story, *, at: datetime) -> filling.Names:
    """The names a document asks for; call it outside of a transaction: the look is written down first."""
    purpose = f"「{story.definition.name['ja']}」の書類を作るため"[:200]
    facts = _facts(story.case.inhabitant, purpose, at) if filling.needs_register(story) else {}
    return filling.Names(facts, _members(_ticked(story), purpose, at))


def _ticked(story: Story) -> list[str]:
    asked = {
        line.value.get("var") for line in story.definition.outcome.lines if isinstance(line.value, Mapping)
    }
    return [
        key
        for one in story.definition.questions()
        if one.kind is Kind.HOUSEHOLD and one.key in {name for name in asked if isinstance(name, str)}
        for key in story.answers.get(one.key) or ()
    ]


def _facts(inhabitant: str, purpose: str, at: datetime) -> dict[str, str]:
    if not inhabitant:
        return {}
    found = register.facts(
        key=inhabitant,
        by=PRINTER,
        purpose=purpose,
        groups=frozenset({register.ColumnGroup.FOUR_FACTS}),
        channel="document",
        at=at,
    )
    return {
        "name": found.name_as_given or found.name,
        "kana": found.kana,
        "address": found.address,
        "birth_date": found.birth_date.isoformat() if found.birth_date else "",
    }


def _members(keys: Iterable[str], purpose: str, at: datetime) -> dict[str, str]:
    found: dict[str, str] = {}
    for key in keys:
        try:
            one = register.facts(
                key=key,
                by=PRINTER,
                purpose=purpose,
                groups=frozenset({register.ColumnGroup.NAME}),
                channel="document",
                at=at,
            )
        except register.NoSuchInhabitant:
            continue
        found[key] = one.name_as_given or one.name
    return found
