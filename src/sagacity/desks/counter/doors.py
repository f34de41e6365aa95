"""Who may do what at this desk: everybody the cases of their own division, some those of all."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from sagacity.identity import api as identity
from sagacity.kit import policy
from sagacity.procedures import api as procedures
from sagacity.procedures.cases import api as cases

LOOK = policy.permitted(identity.CASE_LOOK)
ENTER = policy.permitted(identity.CASE_ENTER)
WORK = policy.permitted(identity.CASE_WORK)
DECIDE = policy.permitted(identity.CASE_DECIDE)
FIGURES = policy.permitted(identity.CASE_FIGURES)


def sees_all(person: policy.Person) -> bool:
    return person.may(identity.CASE_EVERY)


def division_of(person: policy.Person, *, wanted: str = "") -> str:
    """Whose cases are listed: a division of choice for those who see all ("" means all), else one's own."""
    return wanted if sees_all(person) else person.division


def may_see(person: policy.Person, case: cases.Case) -> bool:
    """Whether a case is of this person's division now, or was or will be in one of its stages."""
    if sees_all(person):
        return True
    return bool(person.division) and person.division in {case.division, *_divisions_on_the_way(case)}


def case_or_404(request: HttpRequest, key: str) -> cases.Case:
    """The case, for whoever may see those of its division.

    Raises:
        Http404: there is none.
        PermissionDenied: it is another division's.
    """
    try:
        case = cases.case(key=key)
    except cases.NoSuchCase as problem:
        raise Http404(key) from problem
    if not may_see(policy.person_of(request), case):
        raise PermissionDenied(identity.CASE_EVERY)
    return case


def is_theirs(person: policy.Person, case: cases.Case) -> bool:
    """Whether this division is to move: others look on."""
    return case.division == person.division


def _divisions_on_the_way(case: cases.Case) -> set[str]:
    try:
        definition = procedures.definition(procedure=case.procedure, version=case.version)
    except procedures.NoSuchProcedure:
        return set()
    return {definition.division, *(stage.division for stage in definition.stages)}
