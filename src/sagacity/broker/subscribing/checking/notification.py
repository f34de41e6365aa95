"""What is told: the notification of a subscription, checked."""

from msgspec import UNSET, UnsetType

from sagacity.broker.refusals import BadRequest
from sagacity.broker.subscribing.asked import NotificationAsked
from sagacity.broker.subscribing.checking import endpoint, parts

COVERS_NOTHING = "covered true cannot be used if notification attributes list is empty"


def check(notification: NotificationAsked) -> None:
    """Raises BadRequest for what does not fit together."""
    endpoint.check(notification)
    if notification.attrs is not UNSET and notification.except_attrs is not UNSET:
        raise BadRequest("http notification has attrs and exceptAttrs")
    _check_lists(notification)
    if notification.covered and not notification.attrs:
        raise BadRequest(COVERS_NOTHING)
    limit = notification.max_fails_limit
    if not isinstance(limit, UnsetType) and limit < 1:
        raise BadRequest("maxFailsLimit is a number from 1")


def _check_lists(notification: NotificationAsked) -> None:
    if not isinstance(notification.except_attrs, UnsetType):
        if not notification.except_attrs:
            raise BadRequest("exceptAttrs is empty")
        parts.check_names(notification.except_attrs, "exceptAttrs", star=False)
    for names, what in ((notification.attrs, "attrs"), (notification.metadata, "metadata")):
        if not isinstance(names, UnsetType):
            parts.check_names(names, what)
