"""Children's cards without a counter: where the register proves household and age, a parent carries them."""

from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sagacity.identity.accounts import api as accounts
from sagacity.identity.cards import carriages, models, standing, types
from sagacity.identity.family import api as family
from sagacity.kit import policy

REASON = "register"  # what a counter would have seen on paper, the register has shown
_RECIPIENT: Promise = _("市の受付の係（催し・避難所）")


def offer_text() -> None:
    family.offer_text(
        purpose=standing.PURPOSE,
        group="card",
        recipient=_RECIPIENT,
        title=_("こどもの市民証を、親の端末に入れる"),
        body=_(
            "この子の市民証を、わたしの端末で見せられるようにすることに同意します。受付の係は、市民証が使えることと、"
            "受付に必要なことだけを見ます。だれが、いつ、何のために見たかは、記録に残ります。"
            "同意を取りやめると、入れた市民証はすぐに終わります。"
        ),
        level=3,
    )


def carry_child(*, member: str, agreed: str, by: policy.Person, at: datetime) -> types.Carriage:
    """Let a parent carry the card of a child of their family, which the register has in their household.

    `agreed` is the digest of the text `card.child` as the parent saw it. Asking twice changes nothing.

    Raises:
        TooLittleAssurance, NoSuchMember, OtherWords: nothing was allowed.
    """
    policy.demand(by, level=accounts.Level.CERTIFICATE)
    child = family.child_of(member=member, resident=by.key)
    with transaction.atomic():
        consent = family.give(
            purpose=standing.PURPOSE,
            digest=agreed,
            subject=child.inhabitant,
            about=child.label,
            thing=member,  # ends with the membership
            by=by,
            at=at,
        )
        there = _row(by.key, child.inhabitant)
        if there is not None:  # a counter may have allowed it before
            return carriages.as_fact(there)
        return carriages.allow(
            resident=by.key,
            inhabitant=child.inhabitant,
            kind=types.Kind.CHILD,
            label=child.label,
            reason=f"{REASON} {consent.key}",
            ends_on=None,  # family says when: household, age, consent
            by=by,
            at=at,
        )


def carries(*, member: str, resident: str, at: datetime) -> bool:
    """Whether a parent may carry the card of a child of their family already.

    Raises:
        NoSuchMember: it is no child of theirs.
    """
    child = family.child_of(member=member, resident=resident)
    row = _row(resident, child.inhabitant)
    return row is not None and standing.stands(row, at=at)


def end_for(*, resident: str, inhabitant: str, at: datetime) -> None:
    """End what a parent carries by household and consent; what a counter allowed stays.

    So does what the parent has agreed to again before the news of the end came.
    """
    row = _row(resident, inhabitant)
    if row is not None and not standing.stands(row, at=at):
        carriages.withdraw(carriage=row.key, by=policy.SYSTEM, at=at)


def _row(resident: str, inhabitant: str) -> models.Carriage | None:
    return models.Carriage.objects.filter(resident=resident, inhabitant=inhabitant, ended_at=None).first()
