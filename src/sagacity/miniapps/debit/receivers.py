"""News this mini-app reacts to: a bank has answered, a debit failed, a profile moved or went."""

from sagacity.identity import api as identity
from sagacity.kit import clock
from sagacity.ledger.debit import api as debit
from sagacity.miniapps.debit import demo, telling


@debit.mandate_changed.receiver
def the_resident_hears_what_the_bank_said(changed: debit.MandateChanged) -> None:
    telling.of_mandate(changed)
    if demo.is_on() and changed.state is debit.MandateState.ACCEPTED:
        demo.make_bills(mandate=changed.mandate, at=clock.now())


@debit.debit_failed.receiver
def the_payer_hears_what_to_do(failed: debit.DebitFailed) -> None:
    telling.of_debit(failed)


@identity.devices_joined.receiver
def notices_go_with_the_profile(joined: identity.Joined) -> None:
    debit.move(old=joined.old, new=joined.new)


@identity.device_forgotten.receiver
def nobody_is_reached_there(forgotten: identity.Forgotten) -> None:
    debit.move(old=forgotten.key, new="")
