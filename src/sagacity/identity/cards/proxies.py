"""Cards of people who gave a mandate for it: the delegate carries them, each one put on a phone is a use."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sagacity.identity.accounts import api as accounts
from sagacity.identity.cards import carriages, models, standing, types
from sagacity.identity.family import api as family
from sagacity.kit import policy


def offer_act() -> None:
    family.offer_act(
        key=standing.ACT,
        title=_("市民証を代わりに持つ"),
        text=_("あなたの市民証を、この人の端末に入れて、受付で代わりに見せられます。"),
        path="/apps/card/for-others/",
    )


def carry_for(*, mandate: str, by: policy.Person, at: datetime) -> types.Carriage:
    """Let a delegate carry the card of who gave the mandate; asked twice, the same carriage holds.

    Raises:
        TooLittleAssurance, NoSuchMandate: the mandate does not reach so far, and nothing was allowed.
    """
    policy.demand(by, level=accounts.Level.CARD)
    held = {one.key: one for one in family.mandates_held(resident=by.key)}
    if not family.may_act_for(mandate=mandate, act=standing.ACT, resident=by.key, at=at):
        raise family.NoSuchMandate(mandate)
    said = held[mandate]
    giver = family.giver_of(mandate=mandate, resident=by.key)
    there = models.Carriage.objects.filter(resident=by.key, inhabitant=giver, ended_at=None).first()
    if there is not None:
        return carriages.as_fact(there)
    return carriages.allow(
        resident=by.key,
        inhabitant=giver,
        kind=types.Kind.PROXY,
        label=said.giver_label or said.number,
        reason=mandate,
        ends_on=said.ends_on,
        by=by,
        at=at,
    )


def end_for(*, mandate: str, at: datetime) -> None:
    """End what a delegate carried by a mandate that is over."""
    for row in models.Carriage.objects.filter(reason=mandate, ended_at=None):
        carriages.withdraw(carriage=row.key, by=policy.SYSTEM, at=at)
