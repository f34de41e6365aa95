"""Going out without a card: the device names the person, as its own form or the roster named them."""

import uuid as uuids
from collections.abc import Iterable

from sagacity.checkin import models, persons, types


def known(reception: models.Reception, entries: Iterable[types.Entry]) -> set[str]:
    """Whom a device may let go here: whoever is or was here, and visitors whose form may come later."""
    named = {entry.person for entry in entries if entry.person}
    found = {person for person in named if _is_of_a_form(person)}
    for chunk in persons.chunks(named):
        stays = models.Stay.objects.filter(reception=reception, person__in=chunk)
        found |= set(stays.values_list("person", flat=True))
    return found


def why_not(entry: types.Entry, known: set[str]) -> str:
    """Why the person of an entry cannot be let go; empty when they can, or when none is named."""
    if not entry.person:
        return ""
    if entry.kind != types.Kind.CHECK_OUT or entry.card or entry.visitor is not None:
        return "only a check-out without a card names a person"
    return "" if entry.person in known else "nobody of this key was here"


def _is_of_a_form(person: str) -> bool:
    try:
        return persons.of_form(str(uuids.UUID(person.removeprefix("visitor:")))) == person
    except ValueError:
        return False
