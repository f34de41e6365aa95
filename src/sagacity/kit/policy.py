"""Who may come through which door. Every view carries one rule; a test walks the URLs and proves it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import wraps
from typing import Any, Protocol, TypeVar, cast
from urllib.parse import quote

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

SIGN_IN = "/staff/sign-in/"
View = TypeVar("View", bound=Callable[..., HttpResponseBase])


@dataclass(frozen=True, slots=True)
class Person:
    """Whoever stands at the door, as far as doors care."""

    key: str
    name: str
    kind: str  # "anonymous" | "resident" | "visitor" (at a counter, without an account) | "staff" | "system"
    permissions: frozenset[str] = field(default_factory=frozenset)
    division: str = ""
    level: int = 0  # how sure we are who a resident is, 0 to 4; staff and programs prove nothing for others
    through: str = ""  # key of the delegate who acts in this resident's name
    act: str = ""  # the one act for which the delegate is this person

    @property
    def is_staff(self) -> bool:
        return self.kind == "staff"

    def may(self, permission: str) -> bool:
        return permission in self.permissions


ANONYMOUS = Person(key="", name="", kind="anonymous")
SYSTEM = Person(key="urn:ngsi-ld:System:sagacity", name="system", kind="system")


@dataclass(frozen=True, slots=True)
class Rule:
    """What a door asks of a person: nothing, a member of staff, one permission, or a resident's level."""

    name: str
    needs_staff: bool = False
    permission: str = ""
    needs_resident: bool = False
    level: int = 0
    because: str = ""  # why a door of an app that needs a level asks for less


ANYONE = Rule("anyone")
ANY_STAFF = Rule("any staff", needs_staff=True)


def permitted(permission: str) -> Rule:
    """A rule for staff who hold one permission, such as ``registry.approve``."""
    return Rule(f"staff with {permission}", needs_staff=True, permission=permission)


def resident(*, level: int = 0) -> Rule:
    """A rule for residents who have signed in and proven who they are up to a level; 0: signed in."""
    return Rule(f"resident at level {level}", needs_resident=True, level=level)


def lower(rule: Rule, *, because: str) -> Rule:
    """The rule of a door that asks for less than its mini-app, and why that is right."""
    return replace(rule, because=because)


class TooLittleAssurance(PermissionDenied):
    """The act needs to know better who asks; `needs` is the level, `has` what was proven."""

    def __init__(self, *, needs: int, has: int) -> None:
        super().__init__(f"needs level {needs}, has {has}")
        self.needs, self.has = needs, has


class NotInThisName(PermissionDenied):
    """A delegate was given one act, and this is another; whose name it is must do it themselves."""


def demand(by: Person, *, level: int, act: str = "") -> None:
    """Let an act go on only for somebody who has proven enough, whatever channel they came by.

    A page, an API, an import and a counter all hand the same `by`; a clerk acts for a resident with the
    person that identity made when the clerk saw the resident, never in the clerk's own name. A verb that a
    delegate may do names its `act`; every other verb refuses delegates.

    Raises:
        TooLittleAssurance, NotInThisName: nothing is done.
    """
    if by.through and by.act != act:
        raise NotInThisName(act or "no act of delegates")
    if by.level < level:
        raise TooLittleAssurance(needs=level, has=by.level)


class Ladder(Protocol):
    """Who knows residents: identity stands here, and the kit asks it."""

    def person(self, request: HttpRequest) -> Person: ...

    def raise_first(self, request: HttpRequest, *, level: int) -> HttpResponseBase: ...


_ladders: list[Ladder] = []


def offer_ladder(ladder: Ladder) -> None:
    """Say who knows residents; identity calls it once, in `AppConfig.ready`."""
    _ladders[:] = [ladder]


def resident_person_of(request: HttpRequest) -> Person:
    """The resident who asks, with the level proven so far; asked of the database only when somebody asks."""
    return _ladders[0].person(request) if _ladders else ANONYMOUS


def person_of(request: HttpRequest) -> Person:
    """Who is asking; identity's middleware has written it on the request."""
    return cast(Person, getattr(request, "person", ANONYMOUS))


class Witness(Protocol):
    """Who writes down that a member of staff stood before a closed door; the audit log does."""

    def __call__(self, *, person: Person, path: str, permission: str) -> None: ...


_witnesses: list[Witness] = []


def offer_witness(witness: Witness) -> None:
    """Say who writes down refusals; the audit log calls it once, in `AppConfig.ready`."""
    _witnesses[:] = [witness]


def access(rule: Rule) -> Callable[[View], View]:
    """Put a rule on a view and keep it.

    A member of staff who is refused, by the rule or by the view itself, stands in the audit log.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            person = person_of(request)
            if rule.needs_staff and not person.is_staff:
                return HttpResponseRedirect(f"{SIGN_IN}?next={quote(request.get_full_path())}")
            if rule.permission and not person.may(rule.permission):
                _tell(person, request.path, rule.permission)
                raise PermissionDenied(rule.permission)
            if rule.needs_resident:
                resident = resident_person_of(request)
                if resident.kind != "resident" or resident.level < rule.level:
                    return _ladders[0].raise_first(request, level=rule.level)
            try:
                return view(request, *args, **kwargs)
            except PermissionDenied as refused:
                if rule.needs_staff:
                    _tell(person, request.path, str(refused))
                raise

        guarded.access_rule = rule  # type: ignore[attr-defined]
        return cast(View, guarded)

    return guard


def _tell(person: Person, path: str, permission: str) -> None:
    for witness in _witnesses:
        witness(person=person, path=path, permission=permission)


def rule_of(view: object) -> Rule | None:
    """The rule a view carries; None is what the URL test refuses."""
    rule = getattr(view, "access_rule", None)
    return rule if isinstance(rule, Rule) else None
