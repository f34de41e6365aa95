"""Who may do what at this desk, and how a notice is found."""

from django.http import Http404

from sagacity.identity import api as identity
from sagacity.kit import policy
from sagacity.messaging import api as messaging

LOOK = policy.permitted(identity.NOTICE_LOOK)  # writers and approvers alike
WRITE = policy.permitted(identity.NOTICE_WRITE)
APPROVE = policy.permitted(identity.NOTICE_APPROVE)


def notice_or_404(key: str) -> messaging.Notice:
    try:
        return messaging.notice(key=key)
    except messaging.NoSuchNotice as problem:
        raise Http404(key) from problem
