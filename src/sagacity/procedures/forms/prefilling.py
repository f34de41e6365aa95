"""What need not be typed again: card, register and earlier forms fill in what they know, with the source."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.crypto import salted_hmac

from sagacity.identity.accounts import api as accounts
from sagacity.identity.family import api as family
from sagacity.identity.register import api as register
from sagacity.kit import clock, policy
from sagacity.procedures import api as procedures
from sagacity.procedures.api import Definition, Kind, Question, Source
from sagacity.procedures.forms import models, refusals, rows, sealing, types

LEVEL = 3  # whoever reads names and addresses from the register has held the card to the telephone
NEEDS = 2  # and is known at least so well when they come back to them
OF_THE_DEVICE = ("profile", "account")  # earlier forms: no proof is needed


@dataclass(frozen=True, slots=True)
class _Known:
    """What there is to fill in with."""

    facts: register.Facts
    members: tuple[types.Member, ...]
    children: tuple[register.Facts, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """What card and register know for questions, with where each value comes from; and whom one may tick."""

    values: Mapping[str, tuple[Any, Source]]
    members: tuple[types.Member, ...]


def wants(definition: Definition) -> bool:
    """Whether card or register would save the resident some typing."""
    return any(_origin(question) in {"card", "register"} for question in definition.questions())


def known(
    *,
    definition: Definition,
    inhabitant: str,
    resident: str,
    purpose: str,
    by: policy.Person,
    channel: str,
    at: datetime,
) -> Filled:
    """What is known of somebody who stands at a counter, for questions that no form keeps.

    The caller has seen who they are (`accounts.seen_in_person`, `accounts.visitor_seen` give `by`). Every
    look stands in the log. Not inside a transaction: the line is written before anything is read.
    """
    found = _known(definition, inhabitant, by, channel, at, purpose)
    earlier = _earlier([resident], by, 0) if resident else {}
    values: dict[str, tuple[Any, Source]] = {}
    for question in definition.questions():
        origin = _origin(question)
        if origin in {"card", "register"} and question.kind is not Kind.HOUSEHOLD:
            value, source = _value(question, found), Source.CARD if origin == "card" else Source.REGISTER
        else:
            what = question.prefill.partition(".")[2]
            value, source = (earlier.get(what) if origin in OF_THE_DEVICE else None), Source.PROFILE
        if value not in (None, "", [], {}):
            values[question.key] = (value, source)
    return Filled(values, found.members)


def prefill(*, form: str, by: policy.Person, at: datetime, channel: str = "app") -> types.Form:
    """Fill in what card and register know of whoever asks; what was typed already stays.

    Every look stands in the log, with the procedure as its purpose. Not inside a transaction: the line is
    written before anything is read.

    Raises:
        TooLittleAssurance: the card was not held to this phone a moment ago.
        NotKnown: the account is no inhabitant's.
        NoSuchForm, FormIsSent, SomebodyElse
    """
    policy.demand(by, level=LEVEL)
    resident = accounts.resident(by.key)
    if not resident.inhabitant:
        raise refusals.NotKnown(form)
    fact = rows.as_fact(rows.row_of(form))
    if fact.resident not in {"", by.key} or fact.inhabitant not in {"", resident.inhabitant}:
        raise refusals.SomebodyElse(form)
    definition = procedures.definition(procedure=fact.procedure, version=fact.version)
    known = _known(definition, resident.inhabitant, by, channel, at)
    return _fill_in(form, definition, known, by, resident.inhabitant, at)


@transaction.atomic
def list_members(*, form: str, by: policy.Person, at: datetime) -> types.Form:
    """Let the household be ticked without any name: for whoever has no card at hand, and for delegates.

    Raises:
        TooLittleAssurance: it is not known well enough who asks.
        NotKnown: nobody knows which inhabitant the form is about.
        NoSuchForm, FormIsSent, SomebodyElse
    """
    policy.demand(by, level=NEEDS)
    row = rows.open_row(form)
    if row.mandate:
        inhabitant = family.giver_of(mandate=row.mandate, resident=by.key)
    else:
        inhabitant = accounts.resident(by.key).inhabitant
        if row.resident not in {"", by.key} or row.inhabitant not in {"", inhabitant}:
            raise refusals.SomebodyElse(form)
    if not inhabitant:
        raise refusals.NotKnown(form)
    said = sealing.opened(row)
    if not said["members"]:
        first = types.Member(_ref(by, inhabitant), inhabitant, "", "giver" if row.mandate else "self")
        others = [
            types.Member(_ref(by, key), key, "", "other", number)
            for number, key in enumerate(register.household(inhabitant), 1)
        ]
        said["members"] = [asdict(one) for one in (first, *others)]
    row.resident, row.inhabitant, row.needs = by.key, inhabitant, NEEDS
    row.sealed = sealing.seal(said, key=row.key)
    row.revision += 1
    row.save(update_fields=["resident", "inhabitant", "needs", "sealed", "revision"])
    return rows.as_fact(row, said)


@transaction.atomic
def prefill_of_device(*, form: str, owners: Iterable[str], by: policy.Person, at: datetime) -> types.Form:
    """Fill in what an earlier form of this device or resident said: telephone and mail."""
    row = rows.open_row(form)
    said = sealing.opened(row)
    definition = procedures.definition(procedure=row.procedure, version=row.version)
    wanted = [one for one in definition.questions() if _origin(one) in OF_THE_DEVICE]
    earlier = _earlier(list(owners), by, row.pk) if wanted else {}
    for question in wanted:
        value = earlier.get(question.prefill.split(".", 1)[1])
        if value is not None:
            _give(said, question, value, Source.PROFILE)
    row.sealed = sealing.seal(said, key=row.key)
    row.save(update_fields=["sealed"])
    return rows.as_fact(row, said)


@transaction.atomic
def _fill_in(
    form: str,
    definition: Definition,
    known: _Known,
    by: policy.Person,
    inhabitant: str,
    at: datetime,
) -> types.Form:
    row = rows.open_row(form)
    said = sealing.opened(row)
    for question in definition.questions():
        origin = _origin(question)
        if origin in {"card", "register"} and question.kind is not Kind.HOUSEHOLD:
            value = _value(question, known)
            if value not in (None, ""):
                _give(said, question, value, Source.CARD if origin == "card" else Source.REGISTER)
    said["members"] = [asdict(one) for one in known.members]
    row.resident, row.inhabitant, row.needs = by.key, inhabitant, NEEDS
    row.sealed = sealing.seal(said, key=row.key)
    row.revision += 1
    row.saved_at = at
    row.save(update_fields=["resident", "inhabitant", "needs", "sealed", "revision", "saved_at"])
    return rows.as_fact(row, said)


def _known(
    definition: Definition,
    inhabitant: str,
    by: policy.Person,
    channel: str,
    at: datetime,
    purpose: str = "",
) -> _Known:
    purpose = purpose or f"「{definition.name['ja']}」の申請書に書くため"[:200]
    facts = register.own_facts(key=inhabitant, resident=by, purpose=purpose, channel=channel, at=at)
    needs_others = any(
        one.kind is Kind.HOUSEHOLD or one.prefill in {"register.household", "register.children"}
        for one in definition.questions()
    )
    if not needs_others:
        return _Known(facts, (), ())
    today = clock.day(at)
    grown = today.replace(year=today.year - settings.FAMILY_CHILD_YEARS, day=min(today.day, 28))
    children = register.own_children(
        key=inhabitant, resident=by, born_after=grown, purpose=purpose, channel=channel, at=at
    )
    return _Known(facts, tuple(_members(facts, children, by, inhabitant)), children)


def _members(
    facts: register.Facts, children: tuple[register.Facts, ...], by: policy.Person, inhabitant: str
) -> Iterable[types.Member]:
    """The resident, children by name, other adults without one: the register tells no adult about another."""
    born = facts.birth_date.isoformat() if facts.birth_date else ""
    yield types.Member(_ref(by, inhabitant), inhabitant, _name_of(facts), "self", 0, born)
    by_key = {child.key: child for child in children}
    number = 0
    for key in register.household(inhabitant):
        child = by_key.get(key)
        if child is not None:
            day = child.birth_date.isoformat() if child.birth_date else ""
            yield types.Member(_ref(by, key), key, _name_of(child), "child", 0, day)
        else:
            number += 1
            yield types.Member(_ref(by, key), key, "", "adult", number)


def _give(said: dict[str, Any], question: Question, value: Any, source: Source) -> None:
    """Fill in a value unless something was written there before."""
    said["given"][question.key] = [value, str(source)]
    if said["answers"].get(question.key) in (None, "", [], {}):
        said["answers"][question.key] = value
        said["sources"][question.key] = str(source)


def _value(question: Question, known: _Known) -> Any:
    what = question.prefill.split(".", 1)[1]
    facts = known.facts
    values: dict[str, Callable[[], Any]] = {
        "name": lambda: _parts(_name_of(facts)) if question.kind is Kind.NAME else _name_of(facts),
        "kana": lambda: _parts(facts.kana) if question.kind is Kind.KANA else facts.kana,
        "birth_date": lambda: facts.birth_date.isoformat() if facts.birth_date else "",
        "sex": lambda: facts.sex if _offers(question, facts.sex) else "",
        "address": lambda: _address(question, facts.address),
        "children": lambda: _rows(question, known.children),
    }
    return values[what]() if what in values else None


def _offers(question: Question, key: str) -> bool:
    return question.kind is not Kind.CHOICE or any(option.key == key for option in question.options)


def _name_of(facts: register.Facts) -> str:
    """As given, before signs were replaced for other systems."""
    return facts.name_as_given or facts.name


def _parts(name: str) -> dict[str, str] | str:
    """Family and given name, cut at the space the register writes between them."""
    family_name, _, given = name.replace("\u3000", " ").strip().partition(" ")
    return {"family": family_name, "given": given.strip()} if family_name else ""


def _address(question: Question, address: str) -> Any:
    if question.kind is not Kind.ADDRESS or not address:
        return address
    return {"postcode": "", "town": address, "rest": "", "building": ""}


def _rows(question: Question, children: tuple[register.Facts, ...]) -> Any:
    """One row of a table for each child: its columns are named `name`, `kana`, `birth_date`."""
    if question.kind is not Kind.TABLE:
        return None
    known = {column.key: column for column in question.columns}
    found = []
    for child in children:
        row: dict[str, Any] = {}
        if "name" in known:
            name = _name_of(child)
            row["name"] = _parts(name) if known["name"].kind is Kind.NAME else name
        if "kana" in known:
            row["kana"] = _parts(child.kana) if known["kana"].kind is Kind.KANA else child.kana
        if "birth_date" in known and child.birth_date:
            row["birth_date"] = child.birth_date.isoformat()
        found.append(row)
    return found or None


def _earlier(owners: list[str], by: policy.Person, but: int) -> dict[str, Any]:
    """Telephone and mail of the last forms that whoever asks may read."""
    found: dict[str, Any] = {}
    theirs = Q(owner__in=[one for one in owners if one], needs=0)
    if by.level >= NEEDS:
        theirs |= Q(resident=by.key)
    latest = models.Form.objects.filter(theirs).exclude(pk=but).order_by("-saved_at")[:3]
    for row in reversed(latest):
        said = sealing.opened(row)
        for question in procedures.definition(procedure=row.procedure, version=row.version).questions():
            value = said["answers"].get(question.key)
            if value not in (None, "", [], {}) and question.kind in {Kind.PHONE, Kind.MAIL}:
                found[str(question.kind)] = value
    return found


def _origin(question: Question) -> str:
    return question.prefill.partition(".")[0]


def _ref(by: policy.Person, key: str) -> str:
    """What a page may carry instead of the key of a person; it is worth nothing to anybody else."""
    return salted_hmac("forms.member", f"{by.key}|{key}", algorithm="sha256").hexdigest()[:24]
