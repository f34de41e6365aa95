"""Inhabitants: who is one, and how they come, change and leave. No fact about a person leaves from here."""

from datetime import date, datetime

from django.db import transaction

from sagacity.identity.register import districts, models, signals, types
from sagacity.kit import keys, policy
from sagacity.kit.audit import api as audit

COPIED = (
    "name", "name_as_given", "kana", "birth_date", "sex", "address",
    "household", "has_support_measures", "is_closed_to_others",
)  # fmt: skip


class NoSuchInhabitant(LookupError):
    """Nobody of this key is in the register."""


class BadEntry(ValueError):
    """The facts cannot be those of a person."""


def inhabitant(key: str) -> types.Inhabitant:
    """What other rooms may know without a purpose: whether somebody lives here, and in which district.

    Raises:
        NoSuchInhabitant: there is none.
    """
    return as_fact(row_of(key))


def household(key: str) -> tuple[str, ...]:
    """Keys of the others in a household; nobody under support measures is among them, or sees any."""
    row = row_of(key)
    if row.has_support_measures or not row.household or row.ended_on:
        return ()
    others = models.Inhabitant.objects.living_here().in_household_of(row).filter(has_support_measures=False)
    return tuple(others.order_by("birth_date", "id").values_list("key", flat=True))


@transaction.atomic
def enrol(*, entry: types.Entry, by: policy.Person, at: datetime, sequence: int = 0) -> types.Inhabitant:
    """Write somebody into the register, or what is now true of somebody who is in it.

    Raises:
        BadEntry: there is no name or number, or the sex is none of the words.
    """
    _demand_sense(entry)
    row = models.Inhabitant.objects.select_for_update().filter(number=entry.number).first()
    what = _differences(row, entry) if row else ()
    if row is None:
        row = models.Inhabitant(key=keys.new("Inhabitant"), number=entry.number)
    _copy(entry, row, at, sequence)
    row.save()
    _write_down(row, "register.changed" if what else "register.enrolled", by, at)
    if what:
        signals.inhabitant_changed.announce(types.Changed(key=row.key, what=what))
    return as_fact(row)


@transaction.atomic
def leave(
    *, number: str, why: str, on: date, by: policy.Person, at: datetime, sequence: int = 0
) -> types.Inhabitant:
    """Record that somebody moved out or died.

    Raises:
        NoSuchInhabitant: nobody of this number is in the register.
    """
    row = models.Inhabitant.objects.select_for_update().filter(number=number).first()
    if row is None:
        raise NoSuchInhabitant(number)
    row.ended_on, row.ended_why, row.changed_at = on, why, at
    row.last_sequence = max(row.last_sequence, sequence)
    row.save(update_fields=["ended_on", "ended_why", "changed_at", "last_sequence"])
    _write_down(row, f"register.{why}", by, at)
    signals.inhabitant_left.announce(types.Left(key=row.key, why=why, on=on))
    return as_fact(row)


def row_of(key: str) -> models.Inhabitant:
    row = models.Inhabitant.objects.filter(key=key).first()
    if row is None:
        raise NoSuchInhabitant(key)
    return row


def as_fact(row: models.Inhabitant) -> types.Inhabitant:
    return types.Inhabitant(
        key=row.key,
        district=row.district,
        lives_here=row.ended_on is None,
        ended_on=row.ended_on,
        has_support_measures=row.has_support_measures,
    )


def _demand_sense(entry: types.Entry) -> None:
    if not entry.number or not entry.name.strip():
        raise BadEntry("number and name")
    if entry.sex not in types.SEXES:
        raise BadEntry("sex")


def _differences(row: models.Inhabitant, entry: types.Entry) -> tuple[str, ...]:
    """Which facts will be others than before; coming back is a difference too."""
    others = tuple(name for name in COPIED if getattr(row, name) != _said(entry, name))
    return (*others, "lives_here") if row.ended_on else others


def _copy(entry: types.Entry, row: models.Inhabitant, at: datetime, sequence: int) -> None:
    for name in COPIED:
        setattr(row, name, _said(entry, name))
    row.district = entry.district or districts.district_of(entry.address)
    row.ended_on, row.ended_why, row.changed_at = None, "", at
    row.last_sequence = max(row.last_sequence, sequence)


def _said(entry: types.Entry, name: str) -> object:
    return entry.name_as_given or entry.name if name == "name_as_given" else getattr(entry, name)


def _write_down(row: models.Inhabitant, action: str, by: policy.Person, at: datetime) -> None:
    said = {name: str(getattr(row, name)) for name in COPIED}
    audit.record(actor=by, action=action, thing=row.key, at=at, after=said)
