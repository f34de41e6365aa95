"""One record entered by hand goes the way of every file."""

from dataclasses import replace

import pytest

from sagacity.registry import api as registry
from sagacity.registry.tests.desk import KOGA, NAKAMURA, Desk

FAIR = {"名称": "朝市", "開始日": "2026-10-10", "終了日": "2026-10-10", "開始時刻": "07:00"}


def enter(desk: Desk, values: dict[str, str] | None = None, **more: str) -> registry.ImportRun:
    return registry.enter(kind="event", values=values or FAIR, by=KOGA, at=desk.at, **more)


def only(desk: Desk) -> registry.Event:
    ((one,), _many) = registry.find_events()
    return one


def test_a_second_person_makes_it_public_and_it_can_be_taken_back(desk: Desk) -> None:
    run = enter(desk)
    assert (run.state, run.origin, run.new) == (registry.RunState.CHECKED, "form", 1)
    assert registry.find_events() == ((), 0)

    registry.submit(key=run.key, by=KOGA, at=desk.at)
    with pytest.raises(registry.SamePerson):
        registry.approve(key=run.key, by=KOGA, at=desk.at)
    registry.approve(key=run.key, by=NAKAMURA, at=desk.at)
    desk.deliver()

    event = only(desk)
    assert event.name == "朝市"
    assert event.provenance.file == "画面で入力.csv"
    (version,) = registry.history(event.key)
    assert (version.what, version.by) == ("new", "中村 健")

    desk.undoes(run.key)
    assert registry.find_events() == ((), 0)


def test_a_change_names_only_what_changes_and_keeps_the_rest(desk: Desk) -> None:
    desk.passes(enter(desk, FAIR | {"料金(基本)": "無料", "備考": "雨天決行"}).key)
    before = only(desk)

    run = enter(desk, {"開始時刻": "08:00", "備考": ""}, record=before.key)
    assert (run.new, run.changed) == (0, 1)
    desk.passes(run.key)

    after = only(desk)
    assert after.key == before.key
    assert after.fields == {**{k: v for k, v in before.fields.items() if k != "備考"}, "開始時刻": "08:00"}


def test_the_same_form_sent_twice_is_one_entry(desk: Desk) -> None:
    first, second = (enter(desk, once="form-1") for _time in range(2))

    assert first.key == second.key
    assert len(registry.entries(kind="event")) == 1


def test_two_forms_of_the_same_words_are_two_events(desk: Desk) -> None:
    for form in ("form-1", "form-2"):
        desk.passes(enter(desk, once=form).key)

    assert registry.find_events()[1] == 2


def test_other_records_of_the_data_set_do_not_vanish(desk: Desk) -> None:
    desk.publishes([{"NO": "1", "名称": "祭り", "開始日": "2026-12-01"}], name="event.csv", kind="event")

    run = enter(desk)
    desk.passes(run.key)

    assert registry.run(run.key).vanished == 0
    assert not any(one.vanished for one in registry.records(dataset="event"))


def test_what_was_entered_by_hand_is_not_missed_in_the_next_file(desk: Desk) -> None:
    desk.passes(enter(desk).key)

    run = desk.publishes(
        [{"NO": "1", "名称": "祭り", "開始日": "2026-12-01"}], name="event.csv", kind="event"
    )

    assert run.vanished == 0


def test_what_does_not_fit_is_named_and_nothing_is_kept(desk: Desk) -> None:
    with pytest.raises(registry.NotEntered, match="終了日"):
        enter(desk, FAIR | {"名称": "", "終了日": "2026-10-09"})

    assert registry.entries(kind="event") == []
    assert registry.runs() == []


def test_a_doubt_is_a_question_that_can_be_answered(desk: Desk) -> None:
    run = enter(desk, FAIR | {"終了日": "2026-10-09"})

    assert (run.to_confirm, run.questions) == (1, 1)
    with pytest.raises(registry.NothingToApply):
        registry.submit(key=run.key, by=KOGA, at=desk.at)


def test_what_was_entered_can_be_taken_up_again(desk: Desk) -> None:
    run = enter(desk, FAIR | {"連絡先電話番号": "0952-00-0000"})

    entry = registry.entered(run.key)

    assert (entry.name, entry.record) == ("朝市", "")
    assert entry.values["連絡先電話番号"] == "0952-00-0000"
    assert entry == replace(registry.entries(kind="event")[0], run=entry.run)


def test_an_entry_that_was_overtaken_asks_before_it_overwrites(desk: Desk) -> None:
    desk.passes(enter(desk).key)
    key = only(desk).key
    mine, theirs = (enter(desk, {"備考": text}, record=key) for text in ("一", "二"))
    registry.submit(key=mine.key, by=KOGA, at=desk.at)
    desk.passes(theirs.key)

    with pytest.raises(registry.Overtaken):
        registry.approve(key=mine.key, by=NAKAMURA, at=desk.at)
    registry.recheck(key=mine.key, by=KOGA, at=desk.at)

    assert registry.run(mine.key).questions == 1
