"""Looking things up without scripts: towns of an address, banks and branches, places."""

from typing import Any

from django.http import QueryDict

from sagacity.procedures.api import Block, Kind, Question
from sagacity.procedures.forms.fields import addresses, banks
from sagacity.procedures.forms.fields.found import Found, Looked
from sagacity.procedures.forms.fields.typed import PREFIX
from sagacity.registry import api as registry

MOST = 30


def look_up(*, block: Block, do: str, post: QueryDict, answers: dict[str, Any]) -> dict[str, Looked]:
    """Answer a button `look:<question>`: what was picked goes into `answers`, else says what may be meant.

    An address whose postcode means one town gets it at once.
    """
    key = do.removeprefix("look:")
    question = next((one for one in block.questions if do.startswith("look:") and one.key == key), None)
    if question is None:
        return {}
    name = f"{PREFIX}.{key}"
    words = post.get(f"{name}.find", "").strip()
    if picked := post.get(f"{name}.pick", ""):
        answers[key] = _picked(question, answers.get(key), picked)
        is_bank_alone = question.kind is Kind.BANK_ACCOUNT and "-" not in picked
        return {key: Looked(banks.found(answers[key], ""))} if is_bank_alone else {}
    if question.kind is Kind.ADDRESS:
        answers[key], looked = addresses.looked_up(answers.get(key), words)
        return {key: looked}
    return {key: Looked(_found(question, answers.get(key), words))}


def place_name(key: Any) -> str:
    """What a place is called; "" when there is none of this key."""
    if not isinstance(key, str) or not key:
        return ""
    return next((place.name for place in registry.places([key])), "")


def _found(question: Question, value: Any, words: str) -> tuple[Found, ...]:
    if question.kind is Kind.BANK_ACCOUNT:
        return banks.found(value, words)
    return _places(words) if question.kind is Kind.PLACE and words else ()


def _picked(question: Question, value: Any, picked: str) -> Any:
    if question.kind is Kind.ADDRESS:
        return addresses.picked(value, picked)
    if question.kind is Kind.BANK_ACCOUNT:
        return banks.picked(value, picked)
    return picked


def _places(words: str) -> tuple[Found, ...]:
    found = registry.find_places(words=words, limit=MOST).places
    return tuple(Found(place.key, place.name, place.address.text) for place in found)
