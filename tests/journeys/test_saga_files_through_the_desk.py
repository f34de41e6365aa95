"""Every file the city really published, handed in at the data desk over HTTP."""

import io
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from sagacity.identity.testing import Actor
from sagacity.registry import api as registry
from sagacity.registry.collection import api as collection
from tests.journeys.conftest import DataDesk

pytestmark = [pytest.mark.django_db, pytest.mark.real_data]

FILES = [
    ("places/towns_412015_geolonia.json", "town", 260),
    ("shelters/gsi_designated_shelters_412015.geojson", "gsi_shelter", 112),
    ("shelters/gsi_emergency_sites_412015.geojson", "gsi_evacuation_site", 113),
    ("childcare/nursery_vacancy_412015_2026-09-01.csv", "nursery_vacancy", 100),
    ("events/events_412015_base-registry_2022.csv", "event", 5),
    ("gtfs/saga-pref-gtfs-jp_20260404.zip", "bus_stop", 4001),
]
RULES = {
    "area_master.csv": 15,
    "center.csv": 1,
    "remarks.csv": 2,
    "area_days.csv": 314,
    "description.csv": 4,
    "target.csv": 270,
}


def _file(path: Path) -> tuple[str, bytes]:
    return path.name, path.read_bytes()


def test_every_file_of_the_city_goes_in_and_reaches_residents(
    data_desk: DataDesk, samples: Path, hanako: Actor
) -> None:
    handed_in = data_desk.hands_in(*(_file(samples / "saga" / name) for name, _, _ in FILES))
    counted = [(run.kind, run.rows, run.applied) for run in handed_in]
    assert counted == [(kind, rows, rows) for _, kind, rows in FILES]

    for run in handed_in:
        data_desk.publishes(run)

    assert {run.state for run in registry.runs(limit=50)} == {registry.RunState.APPLIED}
    assert registry.facet_counts() == {
        "shelter": 112, "evacuation_site": 113, "nursery": 100, "bus_stop": 4001,
    }  # fmt: skip
    kinds = Counter(
        tuple(facet.kind for facet in place.facets)
        for place in registry.find_places(kinds=["shelter", "evacuation_site"], limit=500).places
    )
    assert kinds == {("evacuation_site", "shelter"): 112, ("evacuation_site",): 1}
    nurseries = registry.find_places(kinds=["nursery"], limit=200).places
    marks = Counter(mark.mark for place in nurseries for mark in registry.vacancy(place.key))
    assert marks == {"×": 270, "△": 224, "-": 88, "○": 18}
    assert len(registry.towns()) == 260
    assert "嘉瀬小学校" in hanako.sees("/apps/places/", q="嘉瀬小学校")
    assert "出典: 国土地理院" in hanako.sees(f"/dataset/{registry.dataset('gsi_shelter').slug}")


def test_the_files_of_collection_days_sent_with_one_form_are_one_set(
    data_desk: DataDesk, samples: Path
) -> None:
    (run,) = data_desk.hands_in(*(_file(samples / "saga/garbage" / name) for name in RULES))

    assert (run.state, run.rows, run.applied) == ("checked", 606, 606)
    # The closures of last year: a person has to see that they are over.
    assert "休止期間はもう終わっています" in data_desk.koga.sees(f"/desk/data/runs/{run.key}/")
    data_desk.answers(run, None, "休止終了日", "keep")
    assert data_desk.publishes(run).state == "applied"
    drafts = [one for one in collection.patterns(on=run.received_at.date()) if one.draft]
    assert (len(drafts), sum(one.arriving for one in drafts)) == (28, 314)
    assert len(collection.items()) == 270


def test_the_files_of_collection_days_in_one_zip_are_one_set(data_desk: DataDesk, samples: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as box:
        for name in reversed(RULES):
            box.write(samples / "saga/garbage" / name, name)

    (run,) = data_desk.hands_in(("5374.zip", packed.getvalue()))

    assert (run.state, run.rows, run.applied) == ("checked", 606, 606)
    data_desk.answers(run, None, "休止終了日", "keep")
    assert data_desk.publishes(run).state == "applied"
    assert sum(one.arriving for one in collection.patterns(on=run.received_at.date())) == 314


def test_a_weather_bulletin_is_refused_in_plain_words(data_desk: DataDesk, samples: Path) -> None:
    (run,) = data_desk.hands_in(_file(samples / "saga/jma/21_02_01_160628_VPCJ50.xml"))

    assert run.state == "refused"
    page = data_desk.koga.sees(f"/desk/data/runs/{run.key}/")
    assert "XMLのファイルです" in page
    assert "CSV" in page
