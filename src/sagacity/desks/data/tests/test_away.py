"""The store of the data-linkage platform does not answer: the desk says so, and its other work goes on."""

from pathlib import Path

import pytest
from pytest_django import Settings

from sagacity.broker import api as broker
from sagacity.desks.data import tasks
from sagacity.identity.testing import StaffActor
from sagacity.kit import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True, params=["sqlite", "postgresql"])
def away(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "no-folder").write_text("a file where a folder should be")
    nowhere = {
        "sqlite": str(tmp_path / "no-folder" / "broker.sqlite3"),
        "postgresql": "postgresql://nobody@127.0.0.1:1/none",
    }
    settings.BROKER_STORE = nowhere[request.param]


@pytest.mark.parametrize(
    "page", ["live/", "live/table.csv", "live/thing/", "devices/", "subscriptions/", "peers/", "platform/"]
)
def test_live_pages_say_what_is_wrong_instead_of_breaking(koga: StaffActor, page: str) -> None:
    answer = koga.opens(f"/desk/data/{page}")

    assert answer.status_code == 503
    assert "いま、データにつながりません" in answer.content.decode()
    assert answer["Retry-After"]


def test_the_desk_and_the_staff_home_go_on_with_the_alarms_the_house_knows(koga: StaffActor) -> None:
    alarm = broker.Alarm("", "/sensors", "line", "caution", "氾濫注意水位", "g1", clock.now(), "high")
    tasks.note(alarm=alarm, is_open=True)

    assert koga.opens("/desk/data/").status_code == 200
    page = koga.sees("/staff/")

    assert "データ連携基盤につながりません" in page
    assert "氾濫注意水位" in page
