import pytest

from sagacity.registry import api as registry
from sagacity.registry.tests.desk import KOGA, Desk, aed

STRANGE = [{**aed(1, "市役所"), "担当者のメモ": "x"}]


def test_an_unknown_heading_is_asked_once_and_never_again(desk: Desk) -> None:
    run = desk.receives(STRANGE, kind="aed")
    assert run.state == "asking"
    assert "担当者のメモ" in run.problem
    proposal = registry.propose_mapping(key=run.key)

    columns = {**proposal.columns, "担当者のメモ": "備考"}
    registry.confirm_mapping(key=run.key, columns=columns, by=KOGA, at=desk.at)
    desk.deliver()

    assert registry.run(run.key).state == "checked"
    desk.passes(run.key)
    assert registry.find_places().places[0].note == "x"
    assert desk.receives(STRANGE, kind="aed").state == "checked"
    assert desk.receives(STRANGE).kind == "aed"


def test_a_column_that_does_not_exist_or_is_claimed_twice_is_refused(desk: Desk) -> None:
    run = desk.receives(STRANGE, kind="aed")
    columns = dict(registry.propose_mapping(key=run.key).columns)

    for wrong in ("月の石", "名称"):
        with pytest.raises(registry.NotAColumn):
            registry.confirm_mapping(
                key=run.key, columns={**columns, "担当者のメモ": wrong}, by=KOGA, at=desk.at
            )

    assert registry.run(run.key).state == "asking"


def test_a_file_nobody_recognises_waits_for_its_kind(desk: Desk) -> None:
    run = desk.receives([{"あ": "1", "い": "2"}], name="x.csv")
    assert (run.state, run.kind) == ("asking", "")

    registry.choose_kind(key=run.key, kind="aed", by=KOGA, at=desk.at)
    desk.deliver()

    assert registry.run(run.key).state == "asking"
    assert "見出し" in registry.run(run.key).problem
