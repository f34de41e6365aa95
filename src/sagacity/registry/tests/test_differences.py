import pytest

from sagacity.registry import api as registry
from sagacity.registry.tests.desk import KOGA, Desk, aed


def _twenty() -> list[dict[str, str]]:
    return [aed(number, f"施設{number}") for number in range(1, 21)]


def test_the_next_edition_shows_row_by_row_what_it_would_change(desk: Desk) -> None:
    desk.publishes(_twenty(), edition="2026-08-01")
    rows = _twenty()
    rows[2]["名称"] = "施設3 新館"
    rows.append(aed(21, "施設21"))

    run = desk.receives(rows, edition="2026-09-01")

    assert (run.new, run.changed, run.unchanged, run.vanished) == (1, 1, 19, 0)
    lines, total = registry.changes(key=run.key, what="changed")
    assert total == 1
    assert lines[0].fields == (("名称", "施設3", "施設3 新館"),)


def test_what_a_file_no_longer_has_is_marked_and_never_deleted(desk: Desk) -> None:
    desk.publishes(_twenty())

    run = desk.publishes(_twenty()[1:])

    assert run.vanished == 1
    (gone,) = [row for row in registry.records(dataset="aed") if row.vanished]
    assert gone.name == "施設1"
    assert registry.find_places(kinds=["aed"]).total == 20


def test_a_file_that_lost_more_than_a_tenth_stops_until_a_person_says_go(desk: Desk) -> None:
    desk.publishes(_twenty())
    run = desk.receives(_twenty()[3:])

    with pytest.raises(registry.QuestionsOpen, match="3件"):
        registry.submit(key=run.key, by=KOGA, at=desk.at)
    registry.answer(key=run.key, row=None, column="", choice="accept", by=KOGA, at=desk.at)
    desk.passes(run.key)

    assert sum(row.vanished for row in registry.records(dataset="aed")) == 3


def test_what_comes_back_is_no_longer_marked(desk: Desk) -> None:
    desk.publishes(_twenty())
    desk.publishes(_twenty()[1:])

    desk.publishes(_twenty())

    assert not any(row.vanished for row in registry.records(dataset="aed"))
    assert [line.what for line in registry.history(_key_of("施設1"))] == ["back", "vanished", "new"]


def test_a_place_that_moved_far_is_asked(desk: Desk) -> None:
    desk.publishes(_twenty())
    rows = _twenty()
    rows[0]["緯度"] = "33.300000"

    run = desk.receives(rows)

    (line,), _ = registry.report(run.key, rule="compare.moved")
    assert run.to_confirm == 1
    assert "施設1" in line.action
    after = registry.answer(key=run.key, row=line.row, column=line.column, choice="keep", by=KOGA, at=desk.at)
    assert (after.to_confirm, after.changed) == (0, 1)


def test_questions_of_one_rule_are_answered_in_bulk(desk: Desk) -> None:
    rows = [{**one, "緯度": one["経度"], "経度": one["緯度"]} for one in _twenty()]
    run = desk.receives(rows)
    assert run.to_confirm == 20
    ((rule, many),) = registry.rules_asked(run.key)
    assert many == 20

    after = registry.answer_all(key=run.key, rule=rule, choice="accept", by=KOGA, at=desk.at)

    assert (after.applied, after.to_confirm) == (20, 0)
    desk.passes(run.key)
    assert all(place.point and place.point.latitude < 34 for place in registry.find_places().places)


def test_a_person_may_change_their_mind(desk: Desk) -> None:
    run = desk.receives([aed(1, "市役所"), aed(2, "本丸", 緯度="130.302000", 経度="33.252000")])
    (line,), _ = registry.report(run.key, unanswered=True)
    for choice in ("accept", "skip", "keep", "accept"):
        after = registry.answer(
            key=run.key, row=line.row, column=line.column, choice=choice, by=KOGA, at=desk.at
        )
        assert after.refused == (1 if choice == "skip" else 0)
        assert after.applied + after.to_confirm + after.refused == 2

    desk.passes(run.key)

    (found,) = [place for place in registry.find_places().places if place.name == "本丸"]
    assert found.point is not None
    assert found.point.latitude == 33.252


def test_nothing_is_answered_where_nothing_is_asked(desk: Desk) -> None:
    run = desk.receives([aed(1, "市役所")])

    with pytest.raises(registry.NoQuestion):
        registry.answer(key=run.key, row=2, column="緯度", choice="accept", by=KOGA, at=desk.at)


def _key_of(name: str) -> str:
    return next(place.key for place in registry.find_places(limit=100).places if place.name == name)
