"""Contacts: addresses of mail that somebody gave for one matter, such as an application.

A contact is a person with nothing but that address: what is said to the whole city never goes there.
"""

from dataclasses import replace
from datetime import datetime, time

from django.db import transaction
from django.db.models import Q

from sagacity.messaging import audiences, models, people, types, writing
from sagacity.messaging.endpoints import hash_of
from sagacity.messaging.mail_addresses import NotAnAddress, clean
from sagacity.messaging.providers import chosen
from sagacity.messaging.types import Audience, Channel, EndpointState, NoticeState

BEGINS = audiences.CONTACT
ANY_HOUR = time(0, 0)  # from and until the same: a mail rings nobody


def key_of(address: str) -> str:
    """The key of whoever reads mail at an address."""
    return BEGINS + hash_of(address)[:40]


@transaction.atomic
def mail(
    *, client_key: str, address: str, language: str, draft: types.Draft, app: str, at: datetime
) -> types.Notice | None:
    """Tell one address by mail alone; the same client key does nothing a second time.

    It goes the way of every notice: a delivery record, retries, at most so many a day. None when the city
    has no mail or when no mail can be sent to the address.
    """
    if Channel.MAIL not in chosen.offered():
        return None
    try:
        address = clean(address)
    except NotAnAddress:
        return None
    _meet(address, language, at)
    only = Audience(people=(key_of(address),))
    said = replace(draft, audience=only, channels=(Channel.MAIL.value,))
    return writing.remind(client_key=client_key, draft=said, app=app, at=at)


def forget_contacts(*, at: datetime) -> int:
    """Forget addresses to which nothing holds any more; says how many."""
    holds = Q(deliveries__notice__expires_at__gt=at, deliveries__notice__state=NoticeState.PUBLISHED)
    busy = models.Person.objects.filter(holds, key__startswith=BEGINS).values("pk")
    over = models.Person.objects.filter(key__startswith=BEGINS, changed_at__lt=at).exclude(pk__in=busy)
    return over.delete()[1].get(models.Person._meta.label, 0)


def _meet(address: str, language: str, at: datetime) -> None:
    row, _new = people.meet_and_hold(key_of(address), language=language, at=at)
    row.quiet_from, row.quiet_until, row.changed_at = ANY_HOUR, ANY_HOUR, at
    row.save(update_fields=["quiet_from", "quiet_until", "changed_at"])
    # An address at which nobody lives stays retired.
    row.endpoints.get_or_create(
        channel=Channel.MAIL,
        address_hash=hash_of(address),
        defaults={"address": address, "state": EndpointState.ACTIVE, "created_at": at},
    )
