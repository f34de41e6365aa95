"""What every step of the walk needs: the house, its staff, and a way to say what did not work."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sagacity.identity import api as identity
from sagacity.kit import clock
from sagacity.site.visitor import Visitor

PATIENCE = 90.0


class DidNotWork(Exception):
    """What was seen instead of what should be there."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a step needs: the front door, who may sign in, and a look at the processes while waiting."""

    port: int
    staff: Sequence[identity.DemoStaff]
    look: Callable[[], None]


def who_may(house: Surroundings, permission: str) -> identity.DemoStaff:
    for member in house.staff:
        if identity.person(login=member.login, at=clock.now()).may(permission):
            return member
    raise DidNotWork(f"nobody in the pack's staff.toml may {permission}")


def page_of(house: Surroundings, path: str) -> str:
    answer = Visitor(house.port).get(path)
    must(answer.status == 200, f"GET {path} answers {answer.status}")
    return answer.text


def signed_in(house: Surroundings, member: identity.DemoStaff) -> Visitor:
    visitor = Visitor(house.port)
    answer = visitor.send("/staff/sign-in/", login=member.login, password=member.password)
    must(answer.status == 200 and "/staff/sign-in/" not in answer.address, f"{member.login} cannot sign in")
    return visitor


def must(true: bool, otherwise: str) -> None:
    if not true:
        raise DidNotWork(otherwise)
