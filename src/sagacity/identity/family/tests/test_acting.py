from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from sagacity.identity.family import acts
from sagacity.identity.family import api as family
from sagacity.identity.family.testing import entrusts, signed_in
from sagacity.identity.register.testing import HANAKO, enrolled
from sagacity.kit import policy
from sagacity.kit.audit import api as audit

pytestmark = pytest.mark.django_db
BOOK, PAY = "tests.book", "tests.pay"


@pytest.fixture(autouse=True)
def rooms_offer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rooms let something be done for another: one without money, one with, and only by card in hand."""
    monkeypatch.setattr(acts, "_offered", dict(acts._offered))
    family.offer_act(key=BOOK, title="予約", text="予約します。")
    family.offer_act(key=PAY, title="支払い", text="払います。", level=3, takes_amount=True)


def does(
    by: policy.Person, mandate: family.Mandate, act: str, at: datetime, *, amount_yen: int = 0
) -> family.Acting:
    with family.acting_for(mandate=mandate.key, act=act, by=by, amount_yen=amount_yen, at=at) as acting:
        policy.demand(acting.person, level=acts.act(act).level, act=act)
    return acting


def refused(by: policy.Person, mandate: family.Mandate, act: str, at: datetime, **more: int) -> str:
    with pytest.raises(family.OutsideTheMandate) as refusal:
        does(by, mandate, act, at, **more)
    last = audit.about(thing=mandate.key, limit=1)[0]
    assert (last.action, last.actor) == ("family.act.refused", by.key)
    assert last.purpose == f"{act} {refusal.value.reason}"
    return refusal.value.reason


def test_an_act_is_the_givers_done_by_the_delegate_at_the_delegates_level(
    hanako_proven: policy.Person, taro: policy.Person, household: dict[str, str], at: datetime
) -> None:
    mandate = entrusts(hanako_proven, taro, BOOK, at=at)

    acting = does(taro, mandate, BOOK, at)

    assert (acting.person.key, acting.person.through) == (hanako_proven.key, taro.key)
    assert (acting.person.level, acting.inhabitant) == (2, household["hanako"])
    given = family.mandates_given(resident=hanako_proven.key)[0]
    assert [(use.act, use.channel, use.done_at) for use in given.uses] == [(BOOK, "app", at)]
    line = audit.about(thing=mandate.key, limit=1)[0]
    assert (line.action, line.actor) == ("family.act", taro.key)


def test_the_log_names_who_acted_and_not_in_whose_name(
    hanako_proven: policy.Person, taro: policy.Person, at: datetime
) -> None:
    acting = does(taro, entrusts(hanako_proven, taro, BOOK, at=at), BOOK, at)

    audit.record(actor=acting.person, action="tests.booked", thing="urn:ngsi-ld:Booking:1", at=at)

    assert audit.about(thing="urn:ngsi-ld:Booking:1")[0].actor == taro.key


def test_a_delegate_is_that_person_for_the_one_act_and_for_nothing_else(
    hanako_proven: policy.Person, taro: policy.Person, at: datetime
) -> None:
    """Not even for what the delegate may do in their own name: no mandate on a mandate, no end of one."""
    mandate = entrusts(replace(hanako_proven), replace(taro, level=3), BOOK, at=at)
    person = does(replace(taro, level=3), mandate, BOOK, at).person

    with pytest.raises(policy.NotInThisName):
        policy.demand(person, level=0)
    with pytest.raises(policy.NotInThisName):
        policy.demand(person, level=0, act=PAY)
    with pytest.raises(policy.NotInThisName):
        entrusts(person, taro, BOOK, at=at)
    with pytest.raises(policy.NotInThisName):
        family.withdraw_mandate(mandate=mandate.key, by=person, at=at)
    with pytest.raises(policy.NotInThisName):
        family.household_children(by=person, at=at)
    with pytest.raises(policy.NotInThisName):
        family.invite(agreed=family.text("family.companion").digest, by=person, at=at)


def test_an_act_that_was_not_given_is_nobodys(
    hanako_proven: policy.Person, taro: policy.Person, at: datetime
) -> None:
    mandate = entrusts(hanako_proven, taro, BOOK, at=at)

    assert refused(replace(taro, level=4), mandate, PAY, at) == "other_act"
    assert refused(taro, mandate, "tests.unheard_of", at) == "other_act"


def test_a_mandate_is_the_delegates_alone(
    hanako_proven: policy.Person, taro: policy.Person, at: datetime
) -> None:
    mandate = entrusts(hanako_proven, taro, BOOK, at=at)
    stranger = signed_in(enrolled(replace(HANAKO, number="9"), at=at).key, level=2, nickname="よそ", at=at)

    assert refused(stranger, mandate, BOOK, at) == "unknown"
    assert refused(hanako_proven, mandate, BOOK, at) == "unknown"


def test_too_little_proof_of_the_delegate_is_not_made_up_by_the_giver(
    hanako_proven: policy.Person, taro: policy.Person, at: datetime
) -> None:
    mandate = entrusts(hanako_proven, taro, PAY, at=at)

    with pytest.raises(policy.TooLittleAssurance):
        does(taro, mandate, PAY, at)
    assert family.mandates_given(resident=hanako_proven.key)[0].times_used == 0


def test_before_after_and_withdrawn_are_three_reasons(
    hanako_proven: policy.Person, taro: policy.Person, at: datetime
) -> None:
    mandate = entrusts(hanako_proven, taro, BOOK, at=at, days=3)

    assert refused(taro, mandate, BOOK, at - timedelta(days=1)) == "not_yet"
    does(taro, mandate, BOOK, at + timedelta(days=3))
    assert refused(taro, mandate, BOOK, at + timedelta(days=4)) == "over"
    family.withdraw_mandate(mandate=mandate.key, by=hanako_proven, at=at)
    assert refused(taro, mandate, BOOK, at) == "ended"


def test_what_was_given_three_times_is_done_three_times(
    hanako_proven: policy.Person, taro: policy.Person, at: datetime
) -> None:
    mandate = entrusts(hanako_proven, taro, BOOK, at=at, limits=family.Limits(times=3))
    for _ in range(3):
        does(taro, mandate, BOOK, at)

    assert refused(taro, mandate, BOOK, at) == "times_used"


def test_a_sum_is_the_sum_of_all_uses(
    hanako_proven: policy.Person, taro: policy.Person, at: datetime
) -> None:
    delegate = replace(taro, level=3)
    mandate = entrusts(hanako_proven, delegate, PAY, BOOK, at=at, limits=family.Limits(amount_yen=1000))
    does(delegate, mandate, PAY, at, amount_yen=700)

    assert refused(delegate, mandate, PAY, at, amount_yen=301) == "amount_used"
    assert refused(delegate, mandate, PAY, at, amount_yen=-1) == "no_amount"
    assert refused(delegate, mandate, BOOK, at, amount_yen=1) == "no_amount"
    does(delegate, mandate, PAY, at, amount_yen=300)
    assert family.mandates_given(resident=hanako_proven.key)[0].yen_used == 1000


def test_an_act_of_the_counter_is_not_done_by_app(
    hanako_proven: policy.Person, taro: policy.Person, at: datetime
) -> None:
    mandate = entrusts(hanako_proven, taro, "counter.papers", at=at)

    assert refused(taro, mandate, "counter.papers", at) == "other_channel"


def test_an_act_that_fails_was_not_used(
    hanako_proven: policy.Person, taro: policy.Person, at: datetime
) -> None:
    mandate = entrusts(hanako_proven, taro, BOOK, at=at, limits=family.Limits(times=1))

    with (
        pytest.raises(ZeroDivisionError),
        family.acting_for(mandate=mandate.key, act=BOOK, by=taro, at=at),
    ):
        _ = 1 / 0

    does(taro, mandate, BOOK, at)
