"""Who may do what at this desk."""

from django.http import Http404

from sagacity.identity import api as identity
from sagacity.kit import clock, policy
from sagacity.procedures.guide import api as guide

COUNTER = policy.permitted(identity.CASE_ENTER)  # those who take applications
RULES = policy.permitted(identity.PROCEDURE_LOOK)  # those who keep rules


def set_or_404(key: str) -> guide.HandedSet:
    try:
        return guide.handed_set(key=key, at=clock.now())
    except guide.NoSuchSet as problem:
        raise Http404(key) from problem


def event_or_404(key: str) -> guide.Event:
    try:
        return guide.event(key=key)
    except guide.NoSuchEvent as problem:
        raise Http404(key) from problem
