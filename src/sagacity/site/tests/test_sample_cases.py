"""The counter of the demonstration has something to do from the first minute."""

from datetime import datetime
from pathlib import Path

import pytest
from pytest_django import Settings

from sagacity.identity import api as identity
from sagacity.identity.register import api as register
from sagacity.kit import policy
from sagacity.kit.city import api as city
from sagacity.procedures import api as procedures
from sagacity.procedures.cases import api as cases
from sagacity.procedures.cases import refolding
from sagacity.site import sample_cases

READER = policy.Person("urn:ngsi-ld:System:pack-reader", "市データパックの読み込み", "system")
pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings: Settings, tmp_path: Path, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """Staff and inhabitants of the demonstration of the default city."""
    monkeypatch.setenv("SAGACITY_CITY", "saga")
    settings.DEMO, settings.DATA_DIR = True, tmp_path
    procedures.accept_pack(at=at)
    identity.make_demo_staff(at=at)
    register.make_demo_inhabitants(at=at)


def _filled(at: datetime) -> dict[str, cases.Case]:
    samples = sample_cases.read(city.folder() / sample_cases.FILE)
    assert sample_cases.fill(folder=city.folder(), by=READER, at=at) == len(samples)
    return {one.key: cases.cases_of(applicant=one.resident)[0] for one in samples}


def test_every_sample_of_the_pack_becomes_a_case_of_many_kinds(demo: None, at: datetime) -> None:
    there = _filled(at)

    assert len(there) >= 20
    assert len({one.procedure for one in there.values()}) >= 8
    assert {one.state.value for one in there.values()} >= {
        "submitted",
        "in_work",
        "more_asked",
        "awaiting_payment",
        "decided_yes",
        "decided_no",
        "withdrawn",
    }
    late = [key for key, one in there.items() if one.due_at and one.due_at < at and not one.decision]
    assert set(late) >= {"residence-late", "moving-in-late", "booth-late"}
    assert refolding.differences(with_seals=True) == []


def test_every_step_of_the_pack_was_taken(demo: None, at: datetime, caplog: pytest.LogCaptureFixture) -> None:
    _filled(at)

    assert [line.getMessage() for line in caplog.records if line.name == sample_cases.__name__] == []


def test_a_second_start_on_another_day_makes_nothing_twice(demo: None, at: datetime) -> None:
    before = _filled(at)
    later = at.replace(year=at.year + 1)

    assert sample_cases.fill(folder=city.folder(), by=READER, at=later) == 0
    assert {key: cases.case(key=one.key).events for key, one in before.items()} == {
        key: one.events for key, one in before.items()
    }


def test_a_sample_that_fits_no_more_is_left_out_and_the_others_come(
    demo: None, at: datetime, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / sample_cases.FILE
    file.parent.mkdir()
    good = 'procedure = "moving_in_notice"\nperson = "見本　花子"\ndays_ago = 1\nchannel = "app"\n'
    bad = good.replace("moving_in_notice", "no_such_procedure")
    file.write_text(f'[[case]]\nkey = "bad"\n{bad}[[case]]\nkey = "good"\n{good}', "utf-8")

    assert sample_cases.fill(folder=tmp_path, by=READER, at=at) == 1
    assert "the sample case bad could not be made" in caplog.text
