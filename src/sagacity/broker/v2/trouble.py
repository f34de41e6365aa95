"""What could not be done, in the words of NGSIv2: "do not exist: E/T - [ C, D ]"."""

from collections.abc import Iterable

from sagacity.broker.refusals import NotDoable, NotFound, PartlyDone

MISSING = "do not exist"
THERE_ALREADY = "one or more of the attributes in the request already exist"
NO_ENTITY = "The requested entity has not been found. Check type and id"
NO_ATTRIBUTE = "The entity does not have such an attribute"


def subject(id: str, type: str | None) -> str:
    """E/T; the type only if the request named it."""
    return id if type is None else f"{id}/{type}"


def attributes(subject: str, names: Iterable[str]) -> str:
    """E/T - [ A, B ]."""
    return f"{subject} - [ {', '.join(names)} ]"


def entity_itself(subject: str) -> str:
    """E/T - [entity itself]."""
    return f"{subject} - [entity itself]"


class NoneOfThem(NotDoable):
    """Not one attribute of the request could be written."""

    def __init__(self, cause: str, where: str) -> None:
        super().__init__(f"{cause}: {where}")
        self.cause = cause
        self.where = where


class NotAllOfThem(PartlyDone):
    """Some attributes of the request could not be written; the others are."""

    def __init__(self, cause: str, where: str) -> None:
        super().__init__(f"{cause}: {where}")
        self.cause = cause
        self.where = where


def no_attribute() -> NotFound:
    """The refusal for one attribute that is not there."""
    return NotFound(NO_ATTRIBUTE)
