"""In the demonstration, whoever proves who they are finds two bills."""

from sagacity.identity.accounts import api as accounts
from sagacity.miniapps.pay import demo


@accounts.resident_verified.receiver
def somebody_to_try_it(verified: accounts.Verified) -> None:
    if demo.is_on():
        demo.make_bills(payer=verified.resident, at=verified.at)
