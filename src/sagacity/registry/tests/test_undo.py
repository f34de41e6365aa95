from sagacity.kit.search import api as search
from sagacity.registry import api as registry
from sagacity.registry.tests.desk import KOGA, NAKAMURA, Desk, aed, everything


def _rows() -> list[dict[str, str]]:
    return [aed(number, f"施設{number}") for number in range(1, 13)]


def _changed() -> list[dict[str, str]]:
    rows = _rows()[1:]
    rows[0] = aed(2, "施設2 別館", 緯度="33.252100")
    return [*rows, aed(13, "施設13")]


def test_undo_restores_exactly_the_former_state(desk: Desk) -> None:
    desk.publishes(_rows(), edition="2026-08-01")
    before, dataset = everything(), registry.dataset("aed")
    run = desk.publishes(_changed(), edition="2026-09-01")
    assert everything() != before

    undone = desk.undoes(run.key)

    assert everything() == before
    assert registry.dataset("aed") == dataset
    assert (undone.restored, undone.kept) == (3, ())
    assert registry.run(run.key).state == "undone"


def test_undoing_the_first_run_leaves_nothing_behind(desk: Desk) -> None:
    run = desk.publishes(_rows())

    desk.undoes(run.key)

    assert registry.find_places().total == 0
    assert registry.datasets() == []
    assert search.find(words="施設").total == 0


def test_runs_are_undone_one_after_the_other_like_steps(desk: Desk) -> None:
    desk.publishes(_rows())
    one = everything()
    second = desk.publishes(_changed())
    two = everything()
    third = desk.publishes([*_changed(), aed(14, "施設14")])

    desk.undoes(third.key)
    assert everything() == two
    desk.undoes(second.key)
    assert everything() == one


def test_records_changed_later_stay_and_are_named(desk: Desk) -> None:
    first = desk.publishes(_rows())
    later = _rows()
    later[4] = aed(5, "施設5 新しい名前")
    desk.publishes(later)

    undone = desk.undoes(first.key)

    assert undone.restored == 11
    assert len(undone.kept) == 1
    assert "施設5 新しい名前" in undone.kept[0]
    assert [place.name for place in registry.find_places().places] == ["施設5 新しい名前"]
    assert registry.run(first.key).kept_after_undo == undone.kept


def test_history_tells_who_when_why_and_what_stood_before(desk: Desk) -> None:
    desk.publishes(_rows(), edition="2026-08-01")
    run = desk.publishes(_changed(), edition="2026-09-01")
    key = next(place.key for place in registry.find_places(limit=50).places if place.name == "施設2 別館")
    desk.undoes(run.key)

    undone, changed, new = registry.history(key)

    assert (new.what, changed.what, undone.what) == ("new", "changed", "undone")
    assert ("名称", "施設2", "施設2 別館") in changed.fields
    assert ("名称", "施設2 別館", "施設2") in undone.fields
    assert (changed.by, undone.why) == (NAKAMURA.name, "まちがえて公開しました")
    assert new.before is None


def test_undo_after_a_join_names_what_stays(desk: Desk) -> None:
    run = desk.publishes([aed(1, "市役所"), aed(2, "市役所 別館")])
    keep, merge = (place.key for place in registry.find_places().places)
    registry.join_places(keep=keep, merge=merge, by=KOGA, at=desk.at)

    undone = desk.undoes(run.key)

    assert undone.restored == 1
    assert len(undone.kept) == 1
    assert registry.find_places().total == 1
