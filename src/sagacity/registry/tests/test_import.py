import hashlib
import io

import pytest

from sagacity.kit.audit import api as audit
from sagacity.kit.search import api as search
from sagacity.registry import api as registry
from sagacity.registry import models
from sagacity.registry.tests.desk import KOGA, NAKAMURA, Desk, aed, as_csv


def test_a_file_reaches_residents_only_after_a_second_person_approved_it(desk: Desk) -> None:
    run = desk.receives([aed(1, "市役所"), aed(2, "図書館")])
    assert (run.state, run.kind, run.rows, run.new) == ("checked", "aed", 2, 2)
    registry.submit(key=run.key, by=KOGA, at=desk.at)
    desk.deliver()
    assert registry.find_places().total == 0

    registry.approve(key=run.key, by=NAKAMURA, at=desk.at)
    desk.deliver()

    assert registry.run(run.key).state == "applied"
    assert {place.name for place in registry.find_places(kinds=["aed"]).places} == {"市役所", "図書館"}
    assert search.find(words="図書館").hits[0].title == "図書館"


def test_who_submitted_a_file_cannot_approve_it(desk: Desk) -> None:
    run = desk.receives([aed(1, "市役所")])
    registry.submit(key=run.key, by=KOGA, at=desk.at)

    with pytest.raises(registry.SamePerson):
        registry.approve(key=run.key, by=KOGA, at=desk.at)

    assert registry.run(run.key).state == "submitted"


def test_of_two_people_who_approve_at_once_one_is_told_that_it_is_done(desk: Desk) -> None:
    run = desk.receives([aed(1, "市役所")])
    registry.submit(key=run.key, by=KOGA, at=desk.at)
    registry.approve(key=run.key, by=NAKAMURA, at=desk.at)

    with pytest.raises(registry.NotNow, match="反映しています"):
        registry.approve(key=run.key, by=NAKAMURA, at=desk.at)

    desk.deliver()
    assert registry.find_places().total == 1


def test_the_bytes_are_kept_as_they_came_and_the_same_file_twice_is_said(desk: Desk) -> None:
    data = as_csv([aed(1, "市役所")])
    first = desk.receives(data)

    second = desk.receives(data, name="もう一度.csv")

    assert registry.file_of(first.sha256).read_bytes() == data
    assert first.sha256 == hashlib.sha256(data).hexdigest()
    assert second.same_file_as == first.key


def test_a_file_name_brings_no_path_and_tells_the_edition(desk: Desk) -> None:
    data = io.BytesIO(as_csv([aed(1, "市役所")]))

    run = registry.receive(file=data, name="..\\..\\etc/aed R8.9.1.csv", by=KOGA, at=desk.at)

    assert (run.file, run.edition) == ("aed R8.9.1.csv", "2026-09-01")


def test_a_file_that_is_no_table_is_refused_with_a_sentence(desk: Desk) -> None:
    run = desk.receives(b"", name="leer.csv")

    messages, total = registry.report(run.key)
    assert run.state == "refused"
    assert run.problem
    assert total == 1
    assert messages[0].action


def test_every_row_has_exactly_one_outcome(desk: Desk) -> None:
    run = desk.receives([aed(1, "市役所"), aed(2, ""), aed(3, "本丸", 緯度="130.3", 経度="33.2")])

    assert run.rows == 3
    assert run.applied + run.to_confirm + run.refused == 3
    assert run.to_confirm == 1
    assert run.refused == 1


def test_rows_that_wait_for_an_answer_are_carried_over_and_not_lost(desk: Desk) -> None:
    run = desk.publishes([aed(1, "市役所"), aed(2, "本丸", 緯度="130.3", 経度="33.2")])

    (rest,) = [one for one in registry.runs(state="checked") if one.follows == run.key]
    assert run.applied == 1
    assert rest.rows == 1
    (line,), _ = registry.report(rest.key, unanswered=True)
    registry.answer(key=rest.key, row=line.row, column=line.column, choice="accept", by=KOGA, at=desk.at)
    desk.passes(rest.key)

    (found,) = [place for place in registry.find_places().places if place.name == "本丸"]
    assert found.point is not None
    assert (found.point.latitude, found.point.longitude) == (33.2, 130.3)
    assert registry.find_places().total == 2


def test_who_received_submitted_and_approved_stands_in_the_audit(desk: Desk) -> None:
    run = desk.publishes([aed(1, "市役所")])

    lines = audit.about(thing=run.key)
    assert {line.action for line in lines} >= {"registry.receive", "registry.submit", "registry.approve"}


def test_another_file_published_meanwhile_stops_an_approval(desk: Desk) -> None:
    first = desk.receives([aed(1, "市役所")])
    second = desk.receives([aed(1, "市役所"), aed(2, "図書館")])
    registry.submit(key=first.key, by=KOGA, at=desk.at)
    registry.submit(key=second.key, by=KOGA, at=desk.at)
    registry.approve(key=second.key, by=NAKAMURA, at=desk.at)
    desk.deliver()

    with pytest.raises(registry.Overtaken):
        registry.approve(key=first.key, by=NAKAMURA, at=desk.at)

    registry.recheck(key=first.key, by=NAKAMURA, at=desk.at)
    desk.deliver()
    assert (registry.run(first.key).state, registry.run(first.key).unchanged) == ("checked", 1)


def test_a_cancelled_file_goes_no_further(desk: Desk) -> None:
    run = desk.receives([aed(1, "市役所")])

    registry.cancel(key=run.key, by=KOGA, at=desk.at)

    with pytest.raises(registry.NotNow):
        registry.submit(key=run.key, by=KOGA, at=desk.at)
    assert registry.run(run.key).state == "cancelled"


def test_a_refused_file_says_why(desk: Desk) -> None:
    run = desk.receives([aed(1, "市役所")])
    registry.submit(key=run.key, by=KOGA, at=desk.at)

    registry.refuse(key=run.key, by=NAKAMURA, reason="古い版です", at=desk.at)

    assert registry.run(run.key).problem == "古い版です"


def test_columns_with_japanese_names_can_be_asked_for_in_the_database(desk: Desk) -> None:
    desk.publishes([aed(1, "市役所"), aed(2, "図書館")])

    found = models.Record.objects.filter(fields__名称="図書館")

    assert [record.local_id for record in found] == ["0000000002"]
