from dataclasses import dataclass
from datetime import date
from itertools import product
from random import Random

import pytest

from sagacity.messaging import areas, audiences, matching, models
from sagacity.messaging.api import Audience, Reason
from sagacity.messaging.testing import TownCrier, device

TODAY = date(2026, 9, 15)


@dataclass
class Reached:
    """Names of those an audience reaches."""

    on: date = TODAY

    def by(self, **parts: object) -> set[str]:
        found = audiences.people(Audience(**parts), on=self.on)  # type: ignore[arg-type]
        return {key.rpartition(":")[2] for key in found.values_list("key", flat=True)}


@pytest.fixture
def cast(crier: TownCrier, towns: dict[str, str]) -> Reached:
    minato, ue = towns["みなと一丁目"], towns["やま町大字うえ"]
    crier.topic("kosodate")
    crier.topic("gomi")
    crier.marks("hanako", district=[minato], topic=["kosodate"], child=["2026-03-15"])
    crier.marks("taro", district=[towns["みなと二丁目"]], topic=["gomi"], event=["urn:ngsi-ld:Event:fair"])
    crier.marks("ume", district=[ue], topic=["kosodate", "gomi"], child=["2020-04", "2026-08-31"])
    crier.marks("jiro", role=["neighbourhood_editor"], **{"garbage.evening": ["19:00 area-3"]})
    return Reached()


def test_an_audience_without_any_part_is_the_whole_city(cast: Reached) -> None:
    assert cast.by() == {"hanako", "taro", "ume", "jiro"}


def test_a_district_reaches_those_who_chose_it(cast: Reached, towns: dict[str, str]) -> None:
    assert cast.by(districts=(towns["やま町大字うえ"],)) == {"ume"}


def test_a_school_district_reaches_all_its_towns_and_no_other(cast: Reached) -> None:
    assert cast.by(school_districts=("みなと小校区",)) == {"hanako", "taro"}


def test_areas_and_towns_are_one_part(cast: Reached, towns: dict[str, str]) -> None:
    assert cast.by(groups=("やま町",), districts=(towns["みなと一丁目"],)) == {"ume", "hanako"}


def test_an_area_that_lost_its_towns_reaches_nobody_rather_than_everybody(cast: Reached) -> None:
    assert cast.by(groups=("廃止された町",)) == set()


def test_within_a_part_one_value_is_enough_and_every_part_must_be_met(cast: Reached) -> None:
    assert cast.by(topics=("kosodate", "gomi")) == {"hanako", "taro", "ume"}
    assert cast.by(topics=("kosodate",), groups=("やま町",)) == {"ume"}
    assert cast.by(topics=("gomi",), school_districts=("みなと小校区",)) == {"taro"}


def test_roles_saved_events_and_marks_of_mini_apps_reach_their_people(cast: Reached) -> None:
    assert cast.by(roles=("neighbourhood_editor",)) == {"jiro"}
    assert cast.by(events=("urn:ngsi-ld:Event:fair",)) == {"taro"}
    assert cast.by(marks=(("garbage.evening", "19:00 area-3"),)) == {"jiro"}
    assert cast.by(marks=(("garbage.evening", "19:00 area-3"), ("topic", "gomi"))) == {"jiro", "taro", "ume"}


def test_named_people_must_meet_the_other_parts_too(cast: Reached) -> None:
    named = (device("hanako"), device("taro"))

    assert cast.by(people=named) == {"hanako", "taro"}
    assert cast.by(people=named, topics=("gomi",)) == {"taro"}


def test_the_age_of_a_child_is_counted_in_completed_months(cast: Reached) -> None:
    assert cast.by(child_from_months=6, child_until_months=6) == {"hanako"}  # six months old today
    assert Reached(date(2026, 9, 14)).by(child_from_months=6, child_until_months=6) == set()
    assert cast.by(child_until_months=0) == {"ume"}
    assert cast.by(child_from_months=72) == {"ume"}


def test_a_child_known_by_month_counts_if_any_day_of_the_month_fits(cast: Reached) -> None:
    # Born in April 2020: on 15 September 2026 it is 77 months old, or 76 when born after the 15th.
    assert cast.by(child_from_months=77, child_until_months=77) == {"ume"}
    assert cast.by(child_from_months=76, child_until_months=76) == {"ume"}
    assert cast.by(child_from_months=75, child_until_months=75) == set()
    assert cast.by(child_from_months=78, child_until_months=78) == set()


def test_the_question_to_the_database_and_the_look_at_one_person_agree(
    crier: TownCrier, towns: dict[str, str]
) -> None:
    """`why` and the catching up look at one person, the spread asks the database: they must never differ."""
    dice = Random(20260915)
    births = [
        "2026-09-15",
        "2026-09-14",
        "2026-08-31",
        "2026-02-28",
        "2026-02",
        "2025-12",
        "2024-02-29",
        "2020",
    ]
    choice = {
        "district": list(towns.values()),
        "district.followed": list(towns.values()),
        "topic": ["a", "b"],
        "child": births,
        "role": ["r"],
        "event": ["e", "f"],
        "x.y": ["1", "2"],
    }
    for number in range(40):
        for kind, values in choice.items():
            crier.marks(f"p{number}", **{kind: dice.sample(values, dice.randint(0, len(values) // 2 + 1))})
    everybody = {row.pk: matching.somebody(row) for row in models.Person.objects.all()}
    assert len(everybody) > 30

    reached = set()
    for audience, on in product(_audiences(dice, towns, 120), (TODAY, date(2026, 3, 31), date(2024, 2, 29))):
        by_question = set(audiences.people(audience, on=on).values_list("pk", flat=True))
        known = areas.areas_for(audience)
        by_look = {pk for pk, one in everybody.items() if matching.meets(audience, one, areas=known, on=on)}
        assert by_question == by_look, (audience, on)
        reached |= by_question
    assert len(reached) > 30


def test_reasons_are_what_the_person_chose(cast: Reached, towns: dict[str, str]) -> None:
    ume = matching.somebody(models.Person.objects.get(key=device("ume")))
    audience = Audience(school_districts=("やま小校区",), topics=("gomi",), child_until_months=3)
    known = areas.areas_for(audience)

    assert matching.reasons(audience, ume, areas=known, on=TODAY) == (
        Reason("district", towns["やま町大字うえ"]),
        Reason("topic", "gomi"),
        Reason("child", "2026-08-31"),
    )
    assert matching.reasons(Audience(people=(ume.key,)), ume, areas=known, on=TODAY) == (Reason("you", ""),)
    assert matching.reasons(Audience(), ume, areas=known, on=TODAY) == (Reason("everybody", ""),)
    assert matching.reasons(Audience(roles=("r",)), ume, areas=known, on=TODAY) is None


def _audiences(dice: Random, towns: dict[str, str], count: int) -> list[Audience]:
    def some(*values: str) -> tuple[str, ...]:
        return tuple(dice.sample(values, dice.randint(1, len(values)))) if dice.random() < 0.35 else ()

    def months() -> int | None:
        return dice.choice([0, 1, 6, 18, 30]) if dice.random() < 0.3 else None

    return [
        Audience(
            districts=some(*towns.values()),
            groups=some("みなと地区", "やま町"),
            school_districts=some("やま小校区"),
            topics=some("a", "b"),
            child_from_months=months(),
            child_until_months=months(),
            roles=some("r"),
            events=some("e", "f"),
            marks=tuple(("x.y", one) for one in some("1", "2")),
            people=tuple(device(f"p{one}") for one in some("1", "2", "3")),
        )
        for _ in range(count)
    ]
