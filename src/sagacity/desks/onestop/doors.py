"""Who may do what at this desk: those who take applications."""

from django.http import Http404

from sagacity.identity import api as identity
from sagacity.kit import policy
from sagacity.procedures.visits import api as visits

COUNTER = policy.permitted(identity.CASE_ENTER)


def visit_or_404(key: str) -> visits.Visit:
    try:
        return visits.visit(key=key)
    except visits.NoSuchVisit as problem:
        raise Http404(key) from problem
