"""Who may do what at this desk, and how a draft is found."""

from django.http import Http404

from sagacity.identity import api as identity
from sagacity.kit import policy
from sagacity.procedures import api as procedures

LOOK = policy.permitted(identity.PROCEDURE_LOOK)  # writers and publishers alike
EDIT = policy.permitted(identity.PROCEDURE_EDIT)


def draft_or_404(key: str) -> procedures.Draft:
    try:
        return procedures.draft(key=key)
    except procedures.NoSuchDraft as problem:
        raise Http404(key) from problem


def state_or_404(key: str, number: int) -> procedures.Definition:
    try:
        return procedures.draft_state(key=key, number=number)
    except procedures.NoSuchDraft as problem:
        raise Http404(key) from problem
