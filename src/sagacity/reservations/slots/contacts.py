"""How the desk reaches somebody. A look at names is a verb: who, why, and a line in the audit log."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.kit.japanese import reaching
from sagacity.reservations.slots import models, types
from sagacity.reservations.slots.refusals import BadContact, NoPurpose

LONGEST_NAME = 80
NOBODY = types.Contact()


def read(contact: types.Contact) -> types.Contact:
    """The contact with its telephone number and address as they are dialled and written.

    Raises:
        BadContact: the number or the address cannot be read.
    """
    name = re.sub(r"[\s\u3000]+", " ", contact.name).strip()[:LONGEST_NAME]
    return types.Contact(
        name,
        _reached("phone", reaching.phone, contact.phone),
        _reached("mail", reaching.mail, contact.mail),
        contact.language,
    )


def keep(row: models.Slot, contact: types.Contact | None) -> None:
    """Keep what was said; nothing said changes nothing."""
    if contact is None:
        return
    said = {
        "name": contact.name,
        "phone": contact.phone,
        "mail": contact.mail,
        "language": contact.language,
    }
    models.Contact.objects.update_or_create(slot=row, defaults=said)


def of(row: models.Slot) -> types.Contact:
    found = models.Contact.objects.filter(slot=row).first()
    return _as_fact(found) if found else NOBODY


def contact_of_own(*, slot: str, holder: str) -> types.Contact:
    """What somebody left for a slot of their own; of anybody else's, nothing."""
    row = models.Slot.objects.filter(key=slot, holder=holder).first() if holder else None
    return of(row) if row else NOBODY


def contacts_of(
    *, slots: Iterable[str], by: policy.Person, purpose: str, at: datetime
) -> Mapping[str, types.Contact]:
    """Names and numbers of these slots, for staff who say what for.

    Raises:
        NoPurpose: nobody is looked at.
    """
    if not purpose.strip():
        raise NoPurpose
    rows = models.Contact.objects.filter(slot__key__in=list(slots)).select_related("slot")
    found = {row.slot.key: _as_fact(row) for row in rows}
    for key in found:
        audit.record(actor=by, action="slots.look", thing=key, purpose=purpose.strip()[:200], at=at)
    return found


def _as_fact(row: models.Contact) -> types.Contact:
    return types.Contact(row.name, row.phone, row.mail, row.language)


def _reached(field: str, read: Callable[[str], str], text: str) -> str:
    try:
        return read(text)
    except reaching.Unreadable as problem:
        raise BadContact(field) from problem
