"""Who may come through which door. Every view carries one rule; a test walks the URLs and proves it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar, cast
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
    kind: str  # "anonymous" | "resident" | "staff" | "system"
    permissions: frozenset[str] = field(default_factory=frozenset)
    division: str = ""

    @property
    def is_staff(self) -> bool:
        return self.kind == "staff"

    def may(self, permission: str) -> bool:
        return permission in self.permissions


ANONYMOUS = Person(key="", name="", kind="anonymous")
SYSTEM = Person(key="urn:ngsi-ld:System:sagacity", name="system", kind="system")


@dataclass(frozen=True, slots=True)
class Rule:
    """What a door asks of a person: nothing, a member of staff, or one permission."""

    name: str
    needs_staff: bool = False
    permission: str = ""


ANYONE = Rule("anyone")
ANY_STAFF = Rule("any staff", needs_staff=True)


def permitted(permission: str) -> Rule:
    """A rule for staff who hold one permission, such as ``registry.approve``."""
    return Rule(f"staff with {permission}", needs_staff=True, permission=permission)


def person_of(request: HttpRequest) -> Person:
    """Who is asking; identity's middleware has written it on the request."""
    return cast(Person, getattr(request, "person", ANONYMOUS))


def access(rule: Rule) -> Callable[[View], View]:
    """Put a rule on a view and keep it."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            person = person_of(request)
            if rule.needs_staff and not person.is_staff:
                return HttpResponseRedirect(f"{SIGN_IN}?next={quote(request.get_full_path())}")
            if rule.permission and not person.may(rule.permission):
                raise PermissionDenied(rule.permission)
            return view(request, *args, **kwargs)

        guarded.access_rule = rule  # type: ignore[attr-defined]
        return cast(View, guarded)

    return guard


def rule_of(view: object) -> Rule | None:
    """The rule a view carries; None is what the URL test refuses."""
    rule = getattr(view, "access_rule", None)
    return rule if isinstance(rule, Rule) else None
