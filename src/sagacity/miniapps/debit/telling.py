"""Notices to residents: what the bank said, and what to do when a debit failed. Never an account or a sum."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from sagacity.kit.manifest import in_language
from sagacity.kit.ui import api as ui
from sagacity.ledger import api as ledger
from sagacity.ledger.debit import api as debit
from sagacity.messaging import api as messaging
from sagacity.miniapps.debit import chosen, words

APP = "debit"
SHOWN = timedelta(days=60)
BY_THEMSELVES = {debit.Why.RESIDENT, debit.Why.REPLACED, debit.Why.CANCELLED}  # who did it, knows it


def of_mandate(changed: debit.MandateChanged) -> None:
    """The bank accepted or refused it, or it ended otherwise than by its resident."""
    mandate = debit.mandate(key=changed.mandate)
    if not mandate.reach or mandate.state is not changed.state or changed.why in BY_THEMSELVES:
        return

    def say(language: str) -> tuple[str, str]:
        said = words.of(mandate)
        return str(said.title), f"{'、'.join(chosen.names_of(mandate.items))}\n{said.text}"

    _remind(
        f"mandate:{mandate.key}:{changed.state}:{changed.why}",
        mandate.reach,
        say,
        reverse("debit:one", args=[mandate.key]),
        changed.at,
    )


def of_debit(failed: debit.DebitFailed) -> None:
    """What could not be taken, and what to do now."""
    mandate = debit.mandate(key=failed.mandate)
    owed = next((one for one in debit.owed_by(payer=mandate.payer) if one.bill.key == failed.bill), None)
    if not mandate.reach or owed is None:  # paid otherwise meanwhile
        return
    bill = ledger.bill(key=failed.bill)

    def say(language: str) -> tuple[str, str]:
        said = words.of_failed(owed)
        title = _("引き落としできませんでした：%(title)s") % {"title": in_language(bill.title, language)}
        return title, str(said.text)

    key = f"debit:{failed.bill}:{owed.line.run}"
    _remind(key, mandate.reach, say, reverse("debit:listed"), failed.at)


def _remind(key: str, reach: str, say: Callable[[str], tuple[str, str]], url: str, at: datetime) -> None:
    draft = messaging.Draft(
        title=ui.in_every_language(lambda language: say(language)[0], of_room=__name__),
        body=ui.in_every_language(lambda language: say(language)[1], of_room=__name__),
        audience=messaging.Audience(people=(reach,)),
        publish_at=at,
        expires_at=at + SHOWN,
        loudness=messaging.Loudness.NORMAL,
        url=url,
    )
    messaging.remind(client_key=key, draft=draft, app=APP, at=at)
