"""What is kept of people: shown whole to them, let go with them, and after its time."""

from datetime import date, datetime, timedelta

import pytest

from sagacity.ledger import api as ledger
from sagacity.ledger.debit import api as debit
from sagacity.ledger.debit import keeping, models, sealing
from sagacity.ledger.debit.testing.bank import results_of
from sagacity.ledger.debit.testing.people import CLERK, TAX, accepted, applies, billed, gone, resident, says

pytestmark = pytest.mark.django_db
HANAKO, DAY = resident("hanako"), date(2026, 9, 30)


def test_everything_is_shown_to_whom_it_is_about(at: datetime) -> None:
    accepted(HANAKO, at)

    (said,) = keeping.kept(HANAKO.key)["mandates"]

    assert said["account"] == {"kind": "1", "number": "0123456", "holder": "ﾐﾎﾝ ﾊﾅｺ"}
    assert keeping.kept("urn:ngsi-ld:Resident:nobody") == {"mandates": []}


def test_forgotten_is_gone_and_nothing_more_is_taken(at: datetime) -> None:
    made = accepted(HANAKO, at)
    billed(HANAKO, at, DAY)

    keeping.forget(HANAKO.key)

    row = models.Mandate.objects.get(key=made.key)
    assert (row.payer, row.reach, bytes(row.sealed), row.tail, row.holder_print) == ("", "", b"", "", "")
    assert row.state == "ended"
    assert debit.mandates_of(payer=HANAKO.key) == ()
    with pytest.raises(debit.NothingDue):
        debit.make(item=TAX, day=DAY, by=CLERK, at=at)


def test_results_of_somebody_who_is_forgotten_meanwhile_are_booked_all_the_same(at: datetime) -> None:
    accepted(HANAKO, at)
    bill = billed(HANAKO, at, DAY)
    run = gone(TAX, DAY, at)
    keeping.forget(HANAKO.key)

    debit.take_results(run=run.key, content=results_of(run.key), by=CLERK, at=at)

    assert ledger.bill(key=bill.key).state == "paid"


def test_refused_accounts_go_after_three_months_ended_ones_after_five_years(at: datetime) -> None:
    refused = says(applies(HANAKO, at), "refused", at, why="name")
    ended = accepted(resident("taro"), at)
    debit.end(mandate=ended.key, why=debit.Why.RESIDENT, by=CLERK, at=at)
    living = accepted(resident("jiro"), at)

    def sealed() -> set[str]:
        return set(models.Mandate.objects.exclude(sealed=b"").values_list("key", flat=True))

    keeping.let_go(at=at + timedelta(days=89))
    assert sealed() == {refused.key, ended.key, living.key}
    assert keeping.let_go(at=at + timedelta(days=91)) == 1
    assert sealed() == {ended.key, living.key}
    keeping.let_go(at=at + timedelta(days=5 * 365 + 1))
    assert sealed() == {living.key}
    assert debit.mandate(key=refused.key).state == "refused"


def test_files_go_a_year_after_their_results(at: datetime) -> None:
    accepted(HANAKO, at)
    billed(HANAKO, at, DAY)
    run = gone(TAX, DAY, at)
    keeping.let_go(at=at + timedelta(days=400))
    assert debit.run(key=run.key).has_file, "the bank has not answered yet"
    debit.take_results(run=run.key, content=results_of(run.key), by=CLERK, at=at)

    keeping.let_go(at=at + timedelta(days=366))

    assert not debit.run(key=run.key).has_file


def test_another_key_of_the_house_opens_and_finds_what_was_sealed_before(
    at: datetime, settings: object
) -> None:
    made = accepted(HANAKO, at)
    old = settings.SECRET_KEY  # type: ignore[attr-defined]
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another secret", [old]  # type: ignore[attr-defined]

    def found() -> int:
        return debit.find(asked=debit.Asked(words="ミホン ハナコ"))[1]

    assert found() == 1
    assert sealing.renew() == 1
    settings.SECRET_KEY_FALLBACKS = []  # type: ignore[attr-defined]
    assert found() == 1
    assert sealing.account_of(models.Mandate.objects.get(key=made.key)).number == "0123456"


def test_notices_go_to_the_profile_that_a_resident_moves_to(at: datetime) -> None:
    made = accepted(HANAKO, at)

    debit.move(old=made.reach, new="urn:ngsi-ld:Device:new")

    assert debit.mandate(key=made.key).reach == "urn:ngsi-ld:Device:new"
