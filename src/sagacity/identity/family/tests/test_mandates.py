from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from sagacity.identity.accounts import api as accounts
from sagacity.identity.family import api as family
from sagacity.identity.family import ending, mandates
from sagacity.identity.family.testing import MAMORU, entrusts, signed_in
from sagacity.identity.register import api as register
from sagacity.identity.register.testing import HANAKO, enrolled
from sagacity.kit import clock, keeping, policy
from sagacity.kit.testing.plugin import Deliver

pytestmark = pytest.mark.django_db
PAPERS = "counter.papers"


def gives(by: policy.Person, at: datetime, **terms: object) -> tuple[family.Mandate, str]:
    today = clock.day(at)
    said: dict[str, object] = {
        "delegate_label": "たろうさん",
        "chosen": [PAPERS],
        "starts_on": today,
        "ends_on": today + timedelta(days=30),
    }
    return family.give_mandate(by=by, at=at, **said | terms)  # type: ignore[arg-type]


def test_what_is_given_is_accepted_on_the_delegates_own_account(
    hanako_proven: policy.Person, taro: policy.Person, at: datetime
) -> None:
    mandate, code = gives(hanako_proven, at, reason="入院するため")
    assert mandates.offered(code=code, at=at).giver_label == "はなこ"

    family.accept_mandate(code=code.lower(), by=taro, at=at)

    assert [one.reason for one in family.mandates_given(resident=hanako_proven.key)] == ["入院するため"]
    held = family.mandates_held(resident=taro.key)
    assert [one.key for one in held] == [mandate.key]
    assert held[0].holds(clock.day(at))


@pytest.mark.parametrize("level", [0, 1, 2])
def test_giving_takes_the_card_in_hand(level: int, hanako_proven: policy.Person, at: datetime) -> None:
    with pytest.raises(policy.TooLittleAssurance):
        gives(replace(hanako_proven, level=level), at)


@pytest.mark.parametrize("level", [0, 1])
def test_accepting_takes_a_proven_resident(
    level: int, hanako_proven: policy.Person, taro: policy.Person, at: datetime
) -> None:
    _, code = gives(hanako_proven, at)

    with pytest.raises(policy.TooLittleAssurance):
        family.accept_mandate(code=code, by=replace(taro, level=level), at=at)


def test_a_code_is_good_once_and_for_two_weeks(
    hanako_proven: policy.Person, taro: policy.Person, at: datetime
) -> None:
    _, code = gives(hanako_proven, at)

    with pytest.raises(family.NoSuchMandate):
        family.accept_mandate(code=code, by=taro, at=at + timedelta(days=14))
    family.accept_mandate(code=code, by=taro, at=at)
    with pytest.raises(family.NoSuchMandate):
        family.accept_mandate(code=code, by=taro, at=at)


def test_nobody_is_their_own_delegate(hanako_proven: policy.Person, at: datetime) -> None:
    _, code = gives(hanako_proven, at)

    with pytest.raises(family.OwnMandate):
        family.accept_mandate(code=code, by=hanako_proven, at=at)


@pytest.mark.parametrize(
    ("terms", "error"),
    [
        ({"chosen": []}, family.BadTerms),
        ({"chosen": ["everything"]}, family.NoSuchAct),
        ({"ends_in": 367}, family.BadTerms),
        ({"ends_in": -1}, family.BadTerms),
        ({"begins_in": -1}, family.BadTerms),
        ({"begins_in": 10, "ends_in": 9}, family.BadTerms),
        ({"limits": family.Limits(times=0)}, family.BadTerms),
        ({"limits": family.Limits(amount_yen=-1)}, family.BadTerms),
        ({"limits": family.Limits(amount_yen=1_000_001)}, family.BadTerms),
    ],
)
def test_terms_without_an_act_an_end_or_a_sense_are_refused(
    terms: dict[str, object], error: type[Exception], hanako_proven: policy.Person, at: datetime
) -> None:
    today = clock.day(at)
    said = {
        "begins_in": "starts_on",
        "ends_in": "ends_on",
    }
    told = {
        said.get(name, name): today + timedelta(days=value) if isinstance(value, int) else value
        for name, value in terms.items()
    }

    with pytest.raises(error):
        gives(hanako_proven, at, **told)
    assert family.mandates_given(resident=hanako_proven.key) == []


def test_a_child_gives_no_mandate(household: dict[str, str], at: datetime) -> None:
    mamoru = signed_in(enrolled(MAMORU, at=at).key, nickname="まもる", at=at)

    with pytest.raises(family.NotOfAge):
        gives(mamoru, at)


@pytest.mark.parametrize("side", ["giver", "delegate"])
def test_either_side_ends_it(
    side: str, hanako_proven: policy.Person, taro: policy.Person, at: datetime
) -> None:
    mandate = entrusts(hanako_proven, taro, PAPERS, at=at)
    by = hanako_proven if side == "giver" else taro

    family.withdraw_mandate(mandate=mandate.key, by=by, at=at)

    assert [one.why for one in family.mandates_given(resident=hanako_proven.key)] == ["own_wish"]
    with pytest.raises(family.NoSuchMandate):
        family.withdraw_mandate(mandate=mandate.key, by=by, at=at)


def test_a_stranger_ends_nothing(hanako_proven: policy.Person, taro: policy.Person, at: datetime) -> None:
    mandate = entrusts(hanako_proven, taro, PAPERS, at=at)
    stranger = signed_in(enrolled(replace(HANAKO, number="9"), at=at).key, nickname="よそ", at=at)

    with pytest.raises(family.NoSuchMandate):
        family.withdraw_mandate(mandate=mandate.key, by=stranger, at=at)


@pytest.mark.parametrize("number", ["1001", "1002"])
@pytest.mark.parametrize("why", ["moved_out", "died"])
def test_moving_out_or_death_of_either_ends_it(
    number: str, why: str, hanako_proven: policy.Person, taro: policy.Person, at: datetime, deliver: Deliver
) -> None:
    entrusts(hanako_proven, taro, PAPERS, at=at)

    register.leave(number=number, why=why, on=clock.day(at), by=policy.SYSTEM, at=at)
    deliver()

    left = family.mandates_held(resident=taro.key)[0]
    assert left.ended_at is not None
    assert left.why in {"left", "account"}


def test_its_last_day_ends_it(hanako_proven: policy.Person, taro: policy.Person, at: datetime) -> None:
    entrusts(hanako_proven, taro, PAPERS, at=at, days=3)

    ending.end_what_is_over(at=at + timedelta(days=3))
    assert family.mandates_held(resident=taro.key)[0].why == ""
    ending.end_what_is_over(at=at + timedelta(days=4))

    assert family.mandates_held(resident=taro.key)[0].why == "over"


def test_a_delegate_proven_elsewhere_accepts_anew(
    hanako_proven: policy.Person,
    taro: policy.Person,
    household: dict[str, str],
    at: datetime,
    deliver: Deliver,
) -> None:
    entrusts(hanako_proven, taro, PAPERS, at=at)

    accounts.unverify(inhabitant=household["taro"], why="elsewhere", at=at)
    deliver()

    assert family.mandates_given(resident=hanako_proven.key)[0].why == "account"


def test_what_is_kept_of_both_sides_is_shown_and_erased(
    hanako_proven: policy.Person, taro: policy.Person, at: datetime
) -> None:
    entrusts(hanako_proven, taro, PAPERS, at=at)

    given = keeping.everything_kept(person=hanako_proven.key)["family"]["mandates_given"]
    held = keeping.everything_kept(person=taro.key)["family"]["mandates_held"]
    keeping.forget_everywhere(person=hanako_proven.key)

    assert (given[0]["delegate"], held[0]["for"]) == ("たろうさん", "はなこ")
    assert family.mandates_held(resident=taro.key) == []
