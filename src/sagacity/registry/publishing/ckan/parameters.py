"""What an action may be asked with: one list for checking requests and for the OpenAPI document."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

LONGEST = 2000
MOST = 1_000_000_000


class NotAllowed(Exception):
    """The request says something the action does not understand; each field with what is wrong."""

    def __init__(self, **wrong: str) -> None:
        super().__init__(wrong)
        self.wrong = wrong


class NotFound(Exception):
    """What was asked for does not exist."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One word of a request: its name, its form, and what it means when it is left out."""

    name: str
    form: str  # "text" | "number" | "yes/no" | "list" | "object" | "text or object"
    about: str
    default: Any = None
    required: bool = False
    most: int = MOST

    def read(self, said: Any) -> Any:
        """The value in the form the action works with.

        Raises:
            NotAllowed: it cannot be read.
        """
        if said is None or said == "":
            if self.required:
                raise NotAllowed(**{self.name: "Missing value"})
            return self.default
        try:
            value = _READERS[self.form](said)
        except (TypeError, ValueError):
            raise NotAllowed(**{self.name: f"Must be {_WORDS[self.form]}"}) from None
        if isinstance(value, int) and not isinstance(value, bool) and value > self.most:
            return self.most
        return value


@dataclass(frozen=True, slots=True)
class Action:
    """One thing the API can do."""

    name: str
    about: str
    run: Callable[[Mapping[str, Any]], Any]
    parameters: tuple[Parameter, ...] = ()

    def read(self, said: Mapping[str, Any]) -> dict[str, Any]:
        """All parameters of a request; those nobody knows are passed over, as CKAN does.

        Raises:
            NotAllowed: one or more cannot be read.
        """
        found: dict[str, Any] = {}
        wrong: dict[str, str] = {}
        for parameter in self.parameters:
            try:
                found[parameter.name] = parameter.read(said.get(parameter.name))
            except NotAllowed as problem:
                wrong |= problem.wrong
        if wrong:
            raise NotAllowed(**wrong)
        return found


def _text(said: Any) -> str:
    if isinstance(said, bool | list | dict):
        raise TypeError
    text = str(said)
    if len(text) > LONGEST or "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ValueError
    return text


def _number(said: Any) -> int:
    if isinstance(said, bool) or (isinstance(said, float) and not said.is_integer()):
        raise TypeError
    if isinstance(said, str) and not (
        said.isascii() and said.strip().lstrip("+-").isdigit() and len(said) < 20
    ):
        raise ValueError
    number = int(said)
    if number < 0:
        raise ValueError
    return number


def _yes_or_no(said: Any) -> bool:
    word = str(said).lower()
    if word in {"true", "1", "yes", "on"}:
        return True
    if word in {"false", "0", "no", "off"}:
        return False
    raise ValueError


def _list(said: Any) -> list[str]:
    if isinstance(said, str) and said.lstrip().startswith("["):
        said = _json(said)
    if isinstance(said, str):
        said = [part.strip() for part in said.split(",") if part.strip()]
    if not isinstance(said, list):
        raise TypeError
    return [_text(one) for one in said]


def _object(said: Any) -> dict[str, Any]:
    if isinstance(said, str):
        said = _json(said)
    if not isinstance(said, dict):
        raise TypeError
    return {_text(name): value for name, value in said.items()}


def _text_or_object(said: Any) -> str | dict[str, Any]:
    if isinstance(said, dict) or (isinstance(said, str) and said.lstrip().startswith("{")):
        return _object(said)
    return _text(said)


def _json(said: str) -> Any:
    try:
        return json.loads(said)
    except RecursionError:
        raise ValueError from None


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "text": _text,
    "number": _number,
    "yes/no": _yes_or_no,
    "list": _list,
    "object": _object,
    "text or object": _text_or_object,
}
_WORDS = {
    "text": f"text of at most {LONGEST} characters",
    "number": "a natural number",
    "yes/no": "true or false",
    "list": "a list, or words divided by commas",
    "object": "a JSON object",
    "text or object": "text or a JSON object",
}
