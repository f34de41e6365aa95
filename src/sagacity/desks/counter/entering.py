"""Who stands at the counter: found in the register or by a citizen card, seen with a document."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from sagacity.identity.accounts import api as accounts
from sagacity.identity.cards import api as cards
from sagacity.identity.register import api as register
from sagacity.kit import policy
from sagacity.procedures.forms import api as filling

NAME = "counter_visitors"
MOST = 20


class NobodyFound(Exception):
    """Nobody, or several; `words` say what to do."""

    def __init__(self, words: Any) -> None:
        super().__init__(str(words))
        self.words = words


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whom a clerk has before them, for one form."""

    inhabitant: str  # "" where the register was not asked
    resident: str  # key of their account, or ""
    purpose: str

    def person(self, *, by: policy.Person, at: datetime) -> policy.Person:
        """As verbs take them; the clerk's look stands in the log.

        Raises:
            NotAtTheCounter: nobody acts.
        """
        if self.resident:
            return accounts.seen_in_person(resident=self.resident, by=by, purpose=self.purpose, at=at)
        return accounts.visitor_seen(inhabitant=self.inhabitant, by=by, purpose=self.purpose, at=at)


def by_facts(*, name: str, birth_date: date, address: str, purpose: str) -> Visitor:
    """
    Raises:
        NobodyFound: the register does not know one such person.
    """
    found = register.match(name=name, birth_date=birth_date, sex="", address=address)
    # Without an address, or with one written otherwise, one name on one birthday is one person.
    if found.kind == register.MatchKind.ONE or found.differing == ("address",):
        return _of(found.inhabitant, purpose)
    raise NobodyFound(NONE if found.kind == register.MatchKind.NONE else SEVERAL)


def by_card(*, code: str, purpose: str, at: datetime) -> Visitor:
    """
    Raises:
        NobodyFound: the card is none, or ended, or its holder is no inhabitant.
    """
    try:
        reading = cards.by_short_code(code.strip(), at=at)
    except (cards.NoSuchCode, cards.CardRefused) as problem:
        raise NobodyFound(NO_CARD) from problem
    try:
        holder = cards.holder(reading.card).inhabitant
    except cards.NoSuchCard as problem:
        raise NobodyFound(NO_CARD) from problem
    if not holder:
        raise NobodyFound(NO_CARD)
    return _of(holder, purpose)


def remember(request: HttpRequest, *, form: str, visitor: Visitor) -> None:
    """Whose form a clerk has open, in the session of the clerk alone."""
    kept = {**request.session.get(NAME, {}), form: [visitor.inhabitant, visitor.resident, visitor.purpose]}
    request.session[NAME] = dict(list(kept.items())[-MOST:])


def visitor_of(request: HttpRequest, *, form: str) -> Visitor | None:
    said = request.session.get(NAME, {}).get(form)
    return Visitor(*said) if said else None


def _of(inhabitant: str, purpose: str) -> Visitor:
    resident = accounts.resident_of_inhabitant(inhabitant)
    return Visitor(inhabitant, resident.key if resident else "", purpose)


NONE = _(
    "あてはまる人がいません。氏名の字と生年月日を確かめてください。市外の人なら「さがさない」を選びます。"
)
SEVERAL = _("1人にしぼれません。住所も入れて、もう一度さがしてください。")
NO_CARD = _("このコードの市民証がないか、使えません。氏名と生年月日でさがしてください。")


def fill_in(
    *, form: filling.Form, visitor: Visitor, by: policy.Person, clerk: policy.Person, at: datetime
) -> None:
    """Write what card and register know into a form; each look stands in the log."""
    if visitor.resident:
        filling.prefill(form=form.key, by=by, at=at, channel="counter")
