"""The only way on which facts about a person leave: with a purpose, a permission, and a line in the log."""

from datetime import datetime

from django.db import transaction

from sagacity.identity import api as identity
from sagacity.identity.register import inhabitants, models, types
from sagacity.kit import policy, purposes
from sagacity.kit.audit import api as audit
from sagacity.kit.japanese import my_number
from sagacity.kit.purposes import NoPurpose as NoPurpose

NEEDED = {
    types.ColumnGroup.NAME: identity.REGISTER_NAME,
    types.ColumnGroup.FOUR_FACTS: identity.REGISTER_FACTS,
    types.ColumnGroup.HOUSEHOLD: identity.REGISTER_HOUSEHOLD,
    types.ColumnGroup.SUPPORT: identity.REGISTER_SUPPORT,
}


class NotAllowed(Exception):
    """The person may not see one of the groups of columns; the attempt is in the log."""


def facts(
    *,
    key: str,
    by: policy.Person,
    purpose: str,
    groups: frozenset[types.ColumnGroup],
    channel: str,
    at: datetime,
) -> types.Facts:
    """Open a record. The line of the log is committed before anything is returned.

    Raises:
        NoPurpose: no purpose was said, or it holds a 個人番号.
        NotAllowed: a group was asked for that the person may not see, or none was named.
        NoSuchInhabitant: there is nobody of this key.
    """
    row = inhabitants.row_of(key)
    refusal = _refusal(row, by, purpose.strip(), groups)
    _write_down(row, by, purpose.strip(), groups, channel, at, refusal)
    if refusal is not None:
        raise refusal
    return _opened(row, groups)


def own_facts(*, key: str, resident: policy.Person, purpose: str, channel: str, at: datetime) -> types.Facts:
    """What somebody may see of themselves; the caller has proven that they are this inhabitant.

    An address under support measures stays closed here too: somebody else may hold the phone.

    Raises:
        NoPurpose: no purpose was said.
        NoSuchInhabitant: there is nobody of this key.
    """
    row = inhabitants.row_of(key)
    groups = frozenset({types.ColumnGroup.FOUR_FACTS})
    refusal = _without_purpose(purpose.strip())
    _write_down(row, resident, purpose.strip(), groups, channel, at, refusal)
    if refusal is not None:
        raise refusal
    return _opened(row, groups)


def demand_purpose(purpose: str) -> None:
    """Whether a purpose is one, for verbs of other rooms that decide something about a person.

    Raises:
        NoPurpose: nothing was said, or it holds a 個人番号.
    """
    purposes.said(purpose)


def _refusal(
    row: models.Inhabitant, by: policy.Person, purpose: str, groups: frozenset[types.ColumnGroup]
) -> NoPurpose | NotAllowed | None:
    if missing := _without_purpose(purpose):
        return missing
    if not groups or not (by.is_staff or by.kind == "system"):  # the program itself, with what it was given
        return NotAllowed("nothing is open to whoever is no staff, or names no group")
    needed = {NEEDED[group] for group in groups}
    if row.is_closed_to_others:
        needed.add(identity.REGISTER_SUPPORT)
    denied = sorted(permission for permission in needed if not by.may(permission))
    return NotAllowed(", ".join(denied)) if denied else None


def _without_purpose(purpose: str) -> NoPurpose | None:
    try:
        purposes.said(purpose)
    except NoPurpose as refusal:
        return refusal
    return None


def _write_down(
    row: models.Inhabitant,
    by: policy.Person,
    purpose: str,
    groups: frozenset[types.ColumnGroup],
    channel: str,
    at: datetime,
    refusal: Exception | None,
) -> None:
    """Durable: inside somebody's transaction the line could vanish while the data has been seen."""
    named = ",".join(sorted(groups))
    said = "" if my_number.stands_in(purpose) else purpose[: purposes.LONGEST]
    with transaction.atomic(durable=True):
        audit.record(
            actor=by,
            action="register.refused" if refusal else "register.read",
            thing=row.key,
            purpose=said,
            at=at,
            subject=row.key,
            group=named,
            channel=channel,
        )


def _opened(row: models.Inhabitant, groups: frozenset[types.ColumnGroup]) -> types.Facts:
    said: dict[str, object] = {}
    may_see_place = not row.has_support_measures or types.ColumnGroup.SUPPORT in groups
    if types.ColumnGroup.NAME in groups:
        said = {"name": row.name, "kana": row.kana, "name_as_given": row.name_as_given}
    if types.ColumnGroup.FOUR_FACTS in groups:
        said = {
            "name": row.name,
            "kana": row.kana,
            "name_as_given": row.name_as_given,
            "birth_date": row.birth_date,
            "sex": row.sex,
            "address": row.address if may_see_place else "",
            "address_is_withheld": not may_see_place,
        }
    if types.ColumnGroup.HOUSEHOLD in groups:
        said["household"] = inhabitants.household(row.key)
    if types.ColumnGroup.SUPPORT in groups:
        said["has_support_measures"] = row.has_support_measures
    return types.Facts(key=row.key, **said)  # type: ignore[arg-type]
