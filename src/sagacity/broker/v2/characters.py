"""Which characters NGSIv2 lets through: strict in names, a short list of dangerous ones everywhere else."""

import re
from functools import lru_cache

from sagacity.broker.entity import Json
from sagacity.broker.refusals import BadRequest

LONGEST_NAME = 256
_FORBIDDEN = re.compile(r"""[<>"'=;()]""").search
_NO_NAME = re.compile(r"""[^\x21-\x7e]|[&?/#<>"'=;()]""").search


@lru_cache(maxsize=20_000)
def check_name(text: str, what: str) -> str:
    """The name itself, if it is one; ``what`` names the part, such as "attribute type".

    Raises:
        BadRequest: empty, longer than 256 characters, or with a character that names must not have.
    """
    if not text:
        raise BadRequest(f"{what} length: 0, min length supported: 1")
    if len(text) > LONGEST_NAME:
        raise BadRequest(f"{what} length: {len(text)}, max length supported: {LONGEST_NAME}")
    if _NO_NAME(text):
        raise BadRequest(f"Invalid characters in {what}")
    return text


def check_value(value: Json, what: str) -> None:
    """Nothing in the value, however deep, may hold one of the characters used to smuggle scripts.

    Raises:
        BadRequest: it does; the sentence names the part.
    """
    if type(value) is str:
        if _FORBIDDEN(value):
            raise BadRequest(f"Invalid characters in {what}")
    elif type(value) is dict:
        for key, inner in value.items():
            if _FORBIDDEN(key):
                raise BadRequest(f"Invalid characters in {what}")
            check_value(inner, what)
    elif type(value) is list:
        for inner in value:
            check_value(inner, what)
