"""Going on somewhere else: a short code, good for ten minutes and once; the level is asked again there."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction

from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.procedures.forms import models, refusals, rows, types

GOOD_FOR = timedelta(minutes=10)
_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that looks like another
_LENGTH = 10  # 50 bits: nobody guesses one in ten minutes


@transaction.atomic
def hand_over(*, form: str, at: datetime) -> str:
    """A code by which this form goes on on another device; one given before counts no more.

    Raises:
        NoSuchForm, FormIsSent
    """
    row = rows.open_row(form)
    row.hand_overs.all().delete()
    code = "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))
    models.HandOver.objects.create(form=row, code_hash=_hash(code), until=at + GOOD_FOR)
    return f"{code[:5]}-{code[5:]}"


@transaction.atomic
def resume(*, code: str, by: policy.Person, owner: str, at: datetime, channel: str = "") -> types.Form:
    """Go on with a form by its code; from now on it belongs to this device.

    A member of staff goes on with it at the counter, with the resident before them.

    Raises:
        CodeOver: the code opens nothing.
        SomebodyElse: the form holds what card or register say of another person.
        TooLittleAssurance: it holds such things, and too little is proven here. The code stays good.
    """
    found = (
        models.HandOver.objects.select_for_update()
        .filter(code_hash=_hash(code), until__gt=at, used_at=None, form__case="")
        .select_related("form")
        .first()
    )
    if found is None:
        raise refusals.CodeOver
    row = found.form
    if not by.is_staff:
        if row.needs and by.level < row.needs:
            raise policy.TooLittleAssurance(needs=row.needs, has=by.level)
        if row.resident and by.key != row.resident and (row.needs or by.key):
            raise refusals.SomebodyElse(row.key)
    found.used_at = at
    found.save(update_fields=["used_at"])
    row.owner = owner
    row.channel = channel or ("counter" if by.is_staff else row.channel)
    row.save(update_fields=["owner", "channel"])
    if by.is_staff:
        audit.record(
            actor=by,
            action="forms.resume",
            thing=row.key,
            at=at,
            purpose=row.procedure,
            subject=row.inhabitant or row.resident,
            channel="counter",
        )
    return rows.as_fact(row)


def _hash(code: str) -> str:
    plain = "".join(sign for sign in code.upper() if sign in _SIGNS)
    return hashlib.sha256(plain.encode()).hexdigest()
