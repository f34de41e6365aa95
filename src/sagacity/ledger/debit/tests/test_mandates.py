"""Mandates: applied for once, decided by the bank alone, and told once."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.kit.japanese import my_number
from sagacity.kit.testing.news import announced
from sagacity.ledger.debit import api as debit
from sagacity.ledger.debit import mandates, models, sealing
from sagacity.ledger.debit.testing.people import ACCOUNT, CLERK, TAX, accepted, applies, resident, says
from sagacity.ledger.debit.types import MandateState, Why

pytestmark = pytest.mark.django_db
HANAKO = resident("hanako")


def apply(at: datetime, key: str = "once", **more: object) -> debit.Mandate:
    said: dict[str, object] = {"items": (TAX,), "account": ACCOUNT, "by": HANAKO, **more}
    return debit.apply(client_key=key, at=at, **said)  # type: ignore[arg-type]


def told() -> list[tuple[str, str]]:
    return [(one["state"], one["why"]) for one in announced("ledger.mandate_changed")]


def test_a_double_tap_is_one_application(at: datetime) -> None:
    assert apply(at).key == apply(at).key
    assert models.Mandate.objects.count() == 1


def test_no_number_of_a_mandate_can_be_taken_for_a_my_number() -> None:
    numbers = {mandates._number() for _ in range(300)}

    assert all(len(one) == 12 and one.isdigit() for one in numbers)
    assert not any(my_number.stands_in(one) for one in numbers)


def test_without_the_citizen_card_nobody_applies(at: datetime) -> None:
    with pytest.raises(policy.TooLittleAssurance):
        apply(at, by=resident("taro", level=1))
    assert not models.Mandate.objects.exists()


def test_a_delegate_gives_nobodys_account(at: datetime) -> None:
    delegate = replace(HANAKO, through="urn:ngsi-ld:Resident:son", act="pay")

    with pytest.raises(policy.NotInThisName):
        apply(at, by=delegate)


def test_the_account_lies_under_a_seal_and_nowhere_else(at: datetime) -> None:
    made = apply(at)
    row = models.Mandate.objects.get(key=made.key)

    assert made.tail == "456"
    plain = str(models.Mandate.objects.values().get(key=made.key)) + bytes(row.sealed).decode("latin-1")
    assert "0123456" not in plain
    assert "ﾐﾎﾝ" not in plain
    assert sealing.account_of(row) == replace(ACCOUNT, holder="ﾐﾎﾝ ﾊﾅｺ")
    assert "0123456" not in str([line.after for line in audit.about(thing=made.key)])


def test_a_second_application_for_the_same_item_waits_for_the_first(at: datetime) -> None:
    apply(at)

    with pytest.raises(debit.AppliedAlready) as caught:
        apply(at, "another", items=("nursery_fee", TAX))
    assert caught.value.item == TAX
    assert apply(at, "third", items=("nursery_fee",)).items == ("nursery_fee",)


def test_nothing_or_something_unknown_cannot_be_chosen(at: datetime) -> None:
    with pytest.raises(debit.NothingChosen):
        apply(at, items=())
    with pytest.raises(debit.NoSuchItem):
        apply(at, items=("moon_tax",))


def test_the_bank_accepts_and_it_is_told_once(at: datetime) -> None:
    made = applies(HANAKO, at)

    for _ in range(3):
        says(made, "accepted", at, event="bk-the-same")

    said = debit.mandate(key=made.key)
    assert (said.state, said.live) == (MandateState.ACCEPTED, (TAX,))
    assert told() == [("accepted", "")]


@pytest.mark.parametrize("why", ["account", "name", "branch", "cancelled"])
def test_the_bank_refuses_and_says_why(at: datetime, why: str) -> None:
    said = says(applies(HANAKO, at), "refused", at, why=why)

    assert (said.state, said.why, said.live) == (MandateState.REFUSED, Why(why), ())
    assert told() == [("refused", why)]
    assert apply(at, "again").state is MandateState.APPLIED


@pytest.mark.parametrize("first", ["accepted", "refused"])
def test_what_the_bank_said_first_stays(at: datetime, first: str) -> None:
    made = says(applies(HANAKO, at), first, at, why="name" if first == "refused" else "")
    other = {"accepted": "refused", "refused": "accepted"}[first]

    says(made, other, at, why="name" if other == "refused" else "")

    assert debit.mandate(key=made.key).state == first
    assert len(told()) == 1


def test_a_late_yes_of_the_bank_counts_more_than_our_own_clock(at: datetime) -> None:
    made = says(applies(HANAKO, at), "refused", at, why="timeout")

    said = says(made, "accepted", at + timedelta(days=1))

    assert said.state is MandateState.ACCEPTED
    assert said.ended_at is None


def test_another_account_takes_over_only_once_the_bank_accepts_it(at: datetime) -> None:
    old = accepted(HANAKO, at, items=(TAX, "nursery_fee"))
    new = applies(HANAKO, at, account=replace(ACCOUNT, number="7654321"))
    assert debit.mandate(key=old.key).live == (TAX, "nursery_fee")

    says(new, "accepted", at)

    assert debit.mandate(key=old.key).live == ("nursery_fee",)
    assert debit.mandate(key=new.key).live == (TAX,)
    assert debit.mandate(key=old.key).state is MandateState.ACCEPTED

    says(applies(HANAKO, at, items=("nursery_fee",)), "accepted", at)
    assert (debit.mandate(key=old.key).state, debit.mandate(key=old.key).why) == ("ended", "replaced")


def test_it_ends_once_by_its_resident(at: datetime) -> None:
    made = accepted(HANAKO, at)

    for _ in range(2):
        said = debit.end(mandate=made.key, why=Why.RESIDENT, by=HANAKO, at=at)

    assert (said.state, said.why, said.live) == (MandateState.ENDED, Why.RESIDENT, ())
    assert told()[1:] == [("ended", "resident")]


def test_staff_find_by_number_bank_and_whole_name_and_the_look_is_kept(at: datetime) -> None:
    made = accepted(HANAKO, at)
    accepted(
        resident("taro"), at, account=replace(ACCOUNT, bank="0001", branch="001", holder="ミホン タロウ")
    )

    def found(words: str) -> list[str]:
        return [one.number for one in debit.find(asked=debit.Asked(words=words))[0]]

    assert found(made.number) == found(made.number[:6]) == found("みほん　はなこ") == [made.number]
    assert found("0179") == [made.number]
    assert found("みほん") == []  # half a name finds nobody
    assert len(found("")) == 2

    account = debit.account(mandate=made.key, by=CLERK, purpose="問い合わせへの回答", at=at)

    assert account == replace(ACCOUNT, holder="ﾐﾎﾝ ﾊﾅｺ")
    (look,) = [line for line in audit.about(thing=made.key) if line.action == "debit.look"]
    assert (look.actor, look.purpose, look.subject) == (CLERK.key, "問い合わせへの回答", HANAKO.key)


def test_counts_say_how_many_stand_where(at: datetime) -> None:
    accepted(HANAKO, at)
    applies(resident("taro"), at)

    assert {state: many for state, many in debit.counts().items() if many} == {"accepted": 1, "applied": 1}
