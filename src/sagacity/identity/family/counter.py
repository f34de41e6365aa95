"""At the counter: a clerk writes a mandate down for who stands there, lets a delegate act, and bars."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from sagacity.identity import api as identity
from sagacity.identity.accounts import api as accounts
from sagacity.identity.family import acting, codes, mandates, members, models, types
from sagacity.identity.family import mandate_types as facts
from sagacity.identity.register import api as register
from sagacity.kit import keys, policy
from sagacity.kit.audit import api as audit


class NotAllowed(Exception):
    """The member of staff may not write mandates down."""


class NobodyFound(Exception):
    """No one person was meant; `why` is `none` or `several`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@transaction.atomic
def find(*, name: str, birth_date: date, address: str, purpose: str, by: policy.Person, at: datetime) -> str:
    """The one inhabitant who stands at the counter, by name and birth date; the question is in the log.

    Raises:
        NotAllowed, NoPurpose, NobodyFound: nobody is named.
    """
    demand_staff(by, purpose)
    found = register.match(name=name, birth_date=birth_date, sex="", address=address)
    # Without an address, or with one written otherwise, one name on one birthday is one person.
    is_one = found.kind == register.MatchKind.ONE or found.differing == ("address",)
    audit.record(
        actor=by,
        action="family.find",
        thing=found.inhabitant if is_one else "urn:ngsi-ld:Inhabitant:nobody",
        purpose=purpose.strip(),
        subject=found.inhabitant if is_one else "",
        group=register.ColumnGroup.NAME,
        channel="counter",
        at=at,
    )
    if not is_one:
        raise NobodyFound("none" if found.kind == register.MatchKind.NONE else "several")
    return found.inhabitant


@transaction.atomic
def give(
    *,
    giver: str,
    giver_label: str,
    delegate_label: str,
    chosen: Collection[str],
    starts_on: date,
    ends_on: date,
    reason: str,
    by: policy.Person,
    at: datetime,
    limits: facts.Limits | None = None,
) -> tuple[facts.Mandate, str]:
    """Write down what an inhabitant says at the counter; they need no account. `reason` says what was seen.

    Raises:
        NotAllowed, NoPurpose, NotOfAge, NoSuchAct, BadTerms: nothing was given.
    """
    demand_staff(by, reason)
    resident = accounts.resident_of_inhabitant(giver)
    row, code = mandates.written(
        giver=giver,
        chosen=chosen,
        starts_on=starts_on,
        ends_on=ends_on,
        limits=limits or facts.Limits(),
        at=at,
        giver_resident=resident.key if resident else "",
        giver_label=giver_label,
        delegate_label=delegate_label,
        reason=reason,
        channel="counter",
        given_by=by.key,
        given_by_division=by.division,
    )
    _write_down(by, "family.mandate.give", row, reason, at)
    return mandates.as_fact(row), code


def of_giver(*, giver: str, purpose: str, by: policy.Person, at: datetime) -> list[facts.Mandate]:
    """What somebody gave and is not over; a look, in the log.

    Raises:
        NotAllowed, NoPurpose: nothing is shown.
    """
    demand_staff(by, purpose)
    rows = list(models.Mandate.objects.standing().filter(giver=giver).order_by("-given_at", "-id"))
    with transaction.atomic():
        for row in rows:
            _write_down(by, "family.mandate.look", row, purpose, at)
    return [mandates.as_fact(row, with_uses=True) for row in rows]


@transaction.atomic
def end(*, mandate: str, reason: str, by: policy.Person, at: datetime) -> None:
    """End a mandate because its giver, or a court, said so at the counter.

    Raises:
        NotAllowed, NoPurpose, NoSuchMandate: nothing changed.
    """
    demand_staff(by, reason)
    row = models.Mandate.objects.standing().select_for_update().filter(key=mandate).first()
    if row is None:
        raise mandates.NoSuchMandate(mandate)
    mandates.end(row, why=types.Why.CITY, by=by, at=at)
    _write_down(by, "family.mandate.reason", row, reason, at)


def shown(*, number: str, purpose: str, by: policy.Person, at: datetime) -> facts.Mandate:
    """The mandate whose number a delegate says at the counter; a look, in the log.

    Raises:
        NotAllowed, NoPurpose, NoSuchMandate: nothing is shown.
    """
    demand_staff(by, purpose)
    row = _by_number(number)
    with transaction.atomic():
        _write_down(by, "family.mandate.look", row, purpose, at)
    return mandates.as_fact(row, with_uses=True)


def people(
    *, number: str, purpose: str, by: policy.Person, at: datetime
) -> tuple[register.Facts | None, register.Facts | None]:
    """Giver and delegate as the register has them, so that a document can be compared; each look is logged.

    None for whom the clerk may not open, and for a delegate who has not accepted yet.

    Raises:
        NotAllowed, NoPurpose, NoSuchMandate: nothing is shown.
    """
    demand_staff(by, purpose)
    row = _by_number(number)
    return _facts(row.giver, purpose, by, at), _facts(row.delegate, purpose, by, at)


def act(
    *,
    number: str,
    act: str,
    what: str,
    purpose: str,
    by: policy.Person,
    at: datetime,
    amount_yen: int = 0,
) -> facts.Mandate:
    """Do an act at the counter for a delegate whom the clerk sees; `purpose` says by which document.

    Raises:
        NotAllowed, NoPurpose, NoSuchMandate, OutsideTheMandate, TooLittleAssurance: nothing was done.
    """
    demand_staff(by, purpose)
    row = _by_number(number)
    if not row.delegate_resident:
        raise acting.OutsideTheMandate("not_accepted")
    delegate = accounts.seen_in_person(resident=row.delegate_resident, by=by, purpose=purpose, at=at)
    with acting.acting_for(
        mandate=row.key,
        act=act,
        what=what,
        amount_yen=amount_yen,
        by=delegate,
        channel="counter",
        at=at,
    ):
        _write_down(by, "family.act.counter", row, purpose, at)
    return mandates.as_fact(row, with_uses=True)


@transaction.atomic
def bar(*, adult: str, child: str, reason: str, by: policy.Person, at: datetime) -> None:
    """Keep an adult from a child by app, such as after a court's decision; what they had ends at once.

    Raises:
        NotAllowed, NoPurpose: nothing changed.
    """
    demand_staff(by, reason)
    said = {"reason": reason.strip()[:200], "set_by": by.key, "set_at": at, "key": keys.new("FamilyBar")}
    row, _ = models.Bar.objects.get_or_create(own_inhabitant=adult, inhabitant=child, defaults=said)
    audit.record(actor=by, action="family.bar", thing=row.key, purpose=reason.strip(), at=at)
    there = models.Member.objects.present().filter(own_inhabitant=adult, inhabitant=child)
    for member in there.select_for_update():
        members.end(member, why=types.Why.CITY, by=by, at=at)


@transaction.atomic
def lift_bar(*, adult: str, child: str, reason: str, by: policy.Person, at: datetime) -> None:
    """Let the app decide again; a bar that is not there is no mistake.

    Raises:
        NotAllowed, NoPurpose: nothing changed.
    """
    demand_staff(by, reason)
    for row in models.Bar.objects.filter(own_inhabitant=adult, inhabitant=child):
        audit.record(actor=by, action="family.bar.lift", thing=row.key, purpose=reason.strip(), at=at)
        row.delete()


def demand_staff(by: policy.Person, purpose: str) -> None:
    """See that a clerk may work here, and said for what.

    Raises:
        NotAllowed, NoPurpose: they may not.
    """
    if not (by.is_staff and by.may(identity.ACCOUNT_HELP)):
        raise NotAllowed(identity.ACCOUNT_HELP)
    register.demand_purpose(purpose)


def _facts(key: str, purpose: str, by: policy.Person, at: datetime) -> register.Facts | None:
    if not key:
        return None
    groups = frozenset({register.ColumnGroup.FOUR_FACTS})
    try:
        return register.facts(key=key, by=by, purpose=purpose, groups=groups, channel="counter", at=at)
    except (register.NotAllowed, register.NoSuchInhabitant):
        return None


def _by_number(number: str) -> models.Mandate:
    wanted = codes.folded_number(number)
    row = models.Mandate.objects.filter(number=wanted).first()
    if row is None:
        raise mandates.NoSuchMandate(number)
    return row


def _write_down(by: policy.Person, action: str, row: models.Mandate, purpose: str, at: datetime) -> None:
    audit.record(
        actor=by,
        action=action,
        thing=row.key,
        purpose=purpose.strip(),
        subject=row.giver,
        group="mandate",
        channel="counter",
        at=at,
    )
