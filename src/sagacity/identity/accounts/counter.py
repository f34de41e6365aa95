"""At the counter: a clerk who sees a resident face to face lets an act go on in the resident's name."""

from datetime import datetime

from django.db import transaction

from sagacity.identity import roles
from sagacity.identity.accounts import residents, types
from sagacity.kit import policy
from sagacity.kit.audit import api as audit

NOBODY = "urn:ngsi-ld:Inhabitant:nobody"


class NotAtTheCounter(Exception):
    """Only a clerk who may prove residents, and who says why, acts for one."""


@transaction.atomic
def seen_in_person(*, resident: str, by: policy.Person, purpose: str, at: datetime) -> policy.Person:
    """The resident as verbs take them, seen face to face by a clerk with a document; good for this act.

    The level is that of a signature when the resident is proven, else that of a contact: seeing somebody does
    not say which inhabitant they are, `raise_identity` does. The clerk's look is in the audit log before.

    Raises:
        NotAtTheCounter, NoSuchResident: nobody acts.
    """
    if not by.is_staff or not by.may(roles.ACCOUNT_HELP) or not purpose.strip():
        raise NotAtTheCounter(by.key)
    row = residents.row_of(resident)
    audit.record(
        actor=by,
        action="resident.seen",
        thing=row.key,
        at=at,
        purpose=purpose.strip(),
        subject=row.inhabitant or row.key,
        group="account",
        channel="counter",
    )
    level = types.Level.SIGNED if row.ial >= 2 else types.Level.CONTACT
    return policy.Person(key=row.key, name=row.nickname, kind="resident", level=int(level))


@transaction.atomic
def visitor_seen(*, by: policy.Person, purpose: str, at: datetime, inhabitant: str = "") -> policy.Person:
    """Somebody without an account, seen face to face by a clerk with a document; good for this act.

    `inhabitant` is who the clerk found in the register, or nobody: people of other towns come too.

    Raises:
        NotAtTheCounter: nobody acts.
    """
    if not by.is_staff or not by.may(roles.ACCOUNT_HELP) or not purpose.strip():
        raise NotAtTheCounter(by.key)
    audit.record(
        actor=by,
        action="resident.seen",
        thing=inhabitant or NOBODY,
        at=at,
        purpose=purpose.strip(),
        subject=inhabitant,
        group="account",
        channel="counter",
    )
    return policy.Person(key=inhabitant or NOBODY, name="", kind="visitor", level=int(types.Level.SIGNED))
