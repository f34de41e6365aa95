"""Who stands at the door with a good card: no more than the reception is for, and a look in the log."""

from datetime import datetime

from sagacity.checkin import persons, receptions, types
from sagacity.identity.cards import api as cards
from sagacity.identity.register import api as register
from sagacity.kit import policy

PURPOSE = "「{title}」の受付で本人を確かめるため"
LONGEST_TITLE = 150


class NotAsked(Exception):
    """This reception asks for no names, or the person may not read them, or the card is nobody's."""


def shown(*, reception: str, card: str, by: policy.Person, at: datetime) -> types.Guest:
    """Name at an event that asks for it; name, birth date and address at a shelter.

    An address under support measures (支援措置) is never among them.

    Raises:
        NoSuchReception: there is none of this key.
        NotAsked: nothing was opened.
    """
    found = receptions.reception(reception)
    holder = cards.holders([card]).get(card)
    if not found.asks_name or holder is None or not holder.inhabitant:
        raise NotAsked(reception)
    is_shelter = found.purpose == types.Purpose.SHELTER
    group = register.ColumnGroup.FOUR_FACTS if is_shelter else register.ColumnGroup.NAME
    purpose = PURPOSE.format(title=found.title[:LONGEST_TITLE])
    try:
        facts = register.facts(
            key=holder.inhabitant,
            by=by,
            purpose=purpose,
            groups=frozenset({group}),
            channel="scanner",
            at=at,
        )
    except (register.NoSuchInhabitant, register.NotAllowed) as problem:
        raise NotAsked(reception) from problem
    return types.Guest(
        person=persons.of_cards([card])[card],
        way=types.Way.PICTURE,
        name=facts.name,
        birth_date=facts.birth_date if is_shelter else None,
        address=facts.address if is_shelter else "",
        household="",
        since=None,
        until=None,
        moved_to="",
    )
