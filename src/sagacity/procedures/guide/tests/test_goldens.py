"""Golden households: those of the packs hold, and no rule of theirs can be broken unseen."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sagacity.kit.city import api as city
from sagacity.procedures.guide import goldens, pack_files, pack_texts, reports, types
from sagacity.procedures.guide.testing import pack_of

EVENTS = (
    "moving_in", "moving_within", "moving_out", "birth", "death", "marriage", "divorce",
    "turning_65", "turning_75", "disability", "business",
)  # fmt: skip
SAGA = Path("cities/saga")


def differing(
    ground: goldens.Ground, event: types.Event, households: tuple[types.Household, ...]
) -> list[str]:
    whole = replace(ground.guide, events={**ground.guide.events, event.key: event})
    ours = [one for one in households if one.event == event.key]
    found = goldens.differences(ground=replace(ground, guide=whole), households=ours)
    return [one.part for one in found]


@pytest.mark.parametrize("key", city.packs())
def test_every_household_of_a_pack_gets_the_list_it_says(key: str) -> None:
    report = reports.report(city.packs_folder() / key)

    assert report.differences == ()
    assert {one.event for one in report.households} == set(report.guide.events)


def test_the_city_has_every_life_event_and_no_rule_is_untested() -> None:
    report = reports.report(SAGA)

    assert tuple(report.guide.events) == EVENTS
    for covered in report.coverage:
        assert covered.rules_never_fired == (), covered.event
        assert covered.papers_never_wanted == (), covered.event
        assert covered.idle_questions == (), covered.event
        assert covered.households >= 2, covered.event


@pytest.mark.parametrize("key", EVENTS)
def test_any_rule_broken_on_purpose_is_caught(key: str) -> None:
    ground, households = reports.ground_of(SAGA), pack_texts.households(SAGA)
    event = ground.guide.events[key]
    assert differing(ground, event, households) == []

    for what, broken in _broken(event):
        assert differing(ground, broken, households), f"{key}: {what} would go unseen"


def _broken(event: types.Event) -> Iterator[tuple[str, types.Event]]:
    """The event with one thing changed: a rule gone, always, late, with a paper too few or too many."""
    for place, rule in enumerate(event.rules):
        yield f"{rule.key} gone", _with(event, place)
        if rule.when is not None:
            yield f"{rule.key} always", _with(event, place, replace(rule, when=None))
        if rule.limit:
            late = replace(rule.limit, days=rule.limit.days + 7)
            yield f"{rule.key} a week late", _with(event, place, replace(rule, limit=late))
            yield f"{rule.key} without a limit", _with(event, place, replace(rule, limit=None))
        if rule.fee or rule.fee_is_asked:
            free = replace(rule, fee=None, fee_is_asked=False)
            yield f"{rule.key} for nothing", _with(event, place, free)
        for number, bring in enumerate(rule.brings):
            fewer = rule.brings[:number] + rule.brings[number + 1 :]
            alone = sum(bring.paper == one.paper for each in event.rules for one in each.brings) == 1
            if alone:
                yield f"{rule.key} without {bring.paper}", _with(event, place, replace(rule, brings=fewer))
            if bring.when is not None and alone:
                always = (*fewer, replace(bring, when=None))
                yield f"{rule.key} always {bring.paper}", _with(event, place, replace(rule, brings=always))


def _with(event: types.Event, place: int, *rules: types.GuideRule) -> types.Event:
    return replace(event, rules=(*event.rules[:place], *rules, *event.rules[place + 1 :]))


def test_a_rule_broken_in_the_file_is_said_by_check_city(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = pack_of("example", tmp_path)
    monkeypatch.setenv("SAGACITY_CITIES", str(tmp_path))
    assert [one.code for one in pack_files.look(pack)] == []

    page = pack / "guide" / "moving_in.toml"
    page.write_text(page.read_text().replace("days = 14", "days = 21"))

    found = list(pack_files.look(pack))
    assert [one.code for one in found] == ["guide_differs", "guide_differs"]
    assert "2026-04-22" in found[0].what
