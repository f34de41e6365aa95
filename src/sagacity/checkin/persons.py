"""Persons of entries: holders of cards, visitors of forms, and which of them are one."""

from collections import defaultdict
from collections.abc import Iterable

from sagacity.checkin import models
from sagacity.identity.cards import api as cards

UNKNOWN = "card:"
CHUNK = 5000  # keys in one question; SQLite takes no more than 32,766


def of_cards(numbers: Iterable[str]) -> dict[str, str]:
    """The person of each card: the inhabitant, so that two phones of one resident are one person."""
    wanted = set(numbers)
    found = {number: f"{UNKNOWN}{number}" for number in wanted}  # of no card we know: it becomes a question
    for chunk in chunks(wanted):
        for number, holder in cards.holders(chunk).items():
            found[number] = holder.inhabitant or holder.resident
    return found


def is_unknown(person: str) -> bool:
    """Whether a person is only the number of a card that the city does not know."""
    return person.startswith(UNKNOWN)


def of_form(uuid: str) -> str:
    return f"visitor:{uuid}"


def groups_of(persons: Iterable[str]) -> dict[str, list[str]]:
    """For each of them the one they count as, with everybody who counts as that one."""
    said = _said()
    members: dict[str, list[str]] = defaultdict(list)
    for person in said:
        members[_first(person, said)].append(person)
    firsts = {_first(person, said) for person in persons}
    return {first: [first, *members.get(first, [])] for first in firsts}


def first_of(person: str) -> str:
    """The one a person counts as."""
    return _first(person, _said())


def chunks(keys: Iterable[str]) -> Iterable[list[str]]:
    rest = list(keys)
    for start in range(0, len(rest), CHUNK):
        yield rest[start : start + CHUNK]


def _said() -> dict[str, str]:
    return dict(models.Sameness.objects.filter(undone_at=None).values_list("person", "same_as"))


def _first(person: str, said: dict[str, str]) -> str:
    seen = {person}
    while person in said and said[person] not in seen:
        person = said[person]
        seen.add(person)
    return person
