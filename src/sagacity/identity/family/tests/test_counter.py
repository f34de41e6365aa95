from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from sagacity.identity.family import api as family
from sagacity.identity.family import counter, mandates
from sagacity.identity.family.testing import ICHIRO, entrusts, takes_in
from sagacity.identity.register import api as register
from sagacity.identity.register.testing import enrolled
from sagacity.identity.testing import StaffActor
from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit

pytestmark = pytest.mark.django_db
PAPERS, SEEN = "counter.papers", "運転免許証で本人を確認"


@pytest.fixture
def tokunaga(staff_with: Callable[..., StaffActor]) -> policy.Person:
    """A clerk of resident records."""
    return staff_with("tokunaga", "resident_clerk").person


@pytest.fixture
def koga(staff_with: Callable[..., StaffActor]) -> policy.Person:
    """A data clerk, who has no business with residents."""
    return staff_with("koga", "data_clerk").person


@pytest.fixture
def ichiro(household: dict[str, str], at: datetime) -> str:
    """Seventy-seven, without a phone or an account."""
    return enrolled(ICHIRO, at=at).key


def writes_down(
    giver: str, by: policy.Person, at: datetime, limits: family.Limits | None = None
) -> tuple[family.Mandate, str]:
    today = clock.day(at)
    return counter.give(
        giver=giver,
        giver_label="いちろう",
        delegate_label="となりの たろうさん",
        chosen=[PAPERS],
        starts_on=today,
        ends_on=today + timedelta(days=90),
        limits=limits,
        reason=SEEN,
        by=by,
        at=at,
    )


def collects(
    number: str, by: policy.Person, at: datetime, *, yen: int = 300, act: str = PAPERS
) -> family.Mandate:
    return counter.act(
        number=number, act=act, what="住民票の写し", amount_yen=yen, purpose=SEEN, by=by, at=at
    )


def test_somebody_without_a_phone_lets_a_neighbour_fetch_papers(
    ichiro: str, taro: policy.Person, tokunaga: policy.Person, at: datetime
) -> None:
    mandate, code = writes_down(ichiro, tokunaga, at)
    family.accept_mandate(code=code, by=taro, at=at)

    collects(mandate.number.lower().replace("-", ""), tokunaga, at)

    (use,) = family.mandates_held(resident=taro.key)[0].uses
    assert (use.what, use.amount_yen, use.channel) == ("住民票の写し", 300, "counter")
    looks = audit.looks_at(subjects=[ichiro], at=at)
    assert {look.purpose for look in looks} == {SEEN}


@pytest.mark.parametrize("how", ["times", "amount", "other", "over", "withdrawn", "not_accepted"])
def test_a_counter_reaches_no_further_than_the_mandate(
    how: str, ichiro: str, taro: policy.Person, tokunaga: policy.Person, at: datetime
) -> None:
    mandate, code = writes_down(ichiro, tokunaga, at, family.Limits(times=1, amount_yen=500))
    if how != "not_accepted":
        family.accept_mandate(code=code, by=taro, at=at)
    if how == "times":
        collects(mandate.number, tokunaga, at)
    if how == "withdrawn":
        family.withdraw_mandate(mandate=mandate.key, by=taro, at=at)
    moment = at + timedelta(days=91) if how == "over" else at

    act, yen = ("card.carry" if how == "other" else PAPERS), (501 if how == "amount" else 0)

    with pytest.raises(family.OutsideTheMandate) as refusal:
        collects(mandate.number, tokunaga, moment, yen=yen, act=act)

    reasons = {"times": "times_used", "amount": "amount_used", "other": "other_act", "withdrawn": "ended"}
    assert refusal.value.reason == reasons.get(how, how)


def test_a_clerk_without_the_permission_or_a_purpose_does_nothing(
    ichiro: str, tokunaga: policy.Person, koga: policy.Person, at: datetime
) -> None:
    mandate, _ = writes_down(ichiro, tokunaga, at)

    with pytest.raises(counter.NotAllowed):
        writes_down(ichiro, koga, at)
    with pytest.raises(counter.NotAllowed):
        collects(mandate.number, koga, at)
    with pytest.raises(counter.NotAllowed):
        counter.find(name=ICHIRO.name, birth_date=ICHIRO.birth_date, address="", purpose=SEEN, by=koga, at=at)
    with pytest.raises(register.NoPurpose):
        counter.shown(number=mandate.number, purpose="", by=tokunaga, at=at)
    with pytest.raises(register.NoPurpose):
        counter.end(mandate=mandate.key, reason="x", by=tokunaga, at=at)


def test_a_clerk_finds_one_person_or_is_told_why_not(
    ichiro: str, tokunaga: policy.Person, at: datetime
) -> None:
    def finds(name: str) -> str:
        return counter.find(
            name=name, birth_date=ICHIRO.birth_date, address="", purpose=SEEN, by=tokunaga, at=at
        )

    assert finds(ICHIRO.name) == ichiro
    with pytest.raises(counter.NobodyFound) as problem:
        finds("だれ　それ")
    assert problem.value.why == "none"


def test_a_counter_ends_a_mandate_with_a_reason(
    hanako_proven: policy.Person, taro: policy.Person, tokunaga: policy.Person, at: datetime
) -> None:
    mandate = entrusts(hanako_proven, taro, PAPERS, at=at)

    counter.end(mandate=mandate.key, reason="本人の申し出", by=tokunaga, at=at)

    assert family.mandates_held(resident=taro.key)[0].why == "city"
    with pytest.raises(mandates.NoSuchMandate):
        counter.end(mandate=mandate.key, reason="本人の申し出", by=tokunaga, at=at)


def test_a_bar_ends_the_membership_and_keeps_the_app_shut_until_it_is_lifted(
    hanako_proven: policy.Person, household: dict[str, str], tokunaga: policy.Person, at: datetime
) -> None:
    takes_in(hanako_proven, at=at)
    pair = {"adult": household["hanako"], "child": household["sakura"]}

    counter.bar(**pair, reason="家庭裁判所の決定書", by=tokunaga, at=at)
    assert family.members(resident=hanako_proven.key) == []
    with pytest.raises(family.Barred):
        takes_in(hanako_proven, at=at)

    counter.lift_bar(**pair, reason="家庭裁判所の決定書", by=tokunaga, at=at)
    takes_in(hanako_proven, at=at)
    assert len(family.members(resident=hanako_proven.key)) == 1


def test_a_clerk_compares_the_document_with_the_delegate_in_the_register(
    ichiro: str, taro: policy.Person, tokunaga: policy.Person, household: dict[str, str], at: datetime
) -> None:
    mandate, code = writes_down(ichiro, tokunaga, at)
    number = mandate.number
    assert counter.people(number=number, purpose=SEEN, by=tokunaga, at=at)[1] is None

    family.accept_mandate(code=code, by=taro, at=at)
    giver, delegate = counter.people(number=number, purpose=SEEN, by=tokunaga, at=at)

    assert giver is not None
    assert delegate is not None
    assert (giver.name, delegate.name) == ("例示　一郎", "見本　太郎")
    assert [look.purpose for look in audit.looks_at(subjects=[household["taro"]], at=at)] == [SEEN]
