"""The store of live values is away: residents still see every place, and are told what is missing."""

from pathlib import Path

import pytest
from pytest_django import Settings

from sagacity.broker import api as broker
from sagacity.identity.testing import Actor
from sagacity.miniapps.places.tests.conftest import Publish, key_of
from sagacity.miniapps.places.tests.test_now import JAPAN, put, river
from sagacity.registry.tests.desk import aed

pytestmark = pytest.mark.django_db
NOW = "/apps/places/now/"


@pytest.fixture(params=["sqlite", "postgresql"])
def away(request: pytest.FixtureRequest, publish: Publish, settings: Settings, tmp_path: Path) -> str:
    """A place with a river gauge beside it, and then a store that does not answer; the key of the place."""
    publish("aed", [{**aed(1, "市役所"), "緯度": "33.25", "経度": "130.3"}])
    put(river())
    broker.rest()
    (tmp_path / "no-folder").write_text("a file where a folder should be")
    nowhere = {
        "sqlite": str(tmp_path / "no-folder" / "broker.sqlite3"),
        "postgresql": "postgresql://nobody@127.0.0.1:1/none",
    }
    settings.BROKER_STORE = nowhere[request.param]
    return key_of("市役所")


def test_a_place_is_seen_without_its_live_values_and_with_a_sentence(hanako: Actor, away: str) -> None:
    page = hanako.sees(f"/apps/places/{away}/")

    assert "市役所" in page
    assert "いまのようすを読めません" in page
    assert "嘉瀬川" not in page


def test_the_list_and_the_map_go_on_without_sensors(hanako: Actor, away: str) -> None:
    assert "センサーの値は、いま読めません" in hanako.sees("/apps/places/")
    assert "市役所" in hanako.sees()
    features = hanako.opens("/apps/places/features.json", **JAPAN)
    assert features.status_code == 200
    assert "市役所" in features.content.decode()


def test_the_page_of_live_values_says_what_is_wrong(hanako: Actor, away: str) -> None:
    assert "いまのようすを読めません" in hanako.sees(NOW)
    assert "いまのようすを読めません" in hanako.sees(f"{NOW}sensor/", id=river().id)
    assert hanako.opens(f"{NOW}points.json", **JAPAN).status_code == 200


def test_home_is_as_always(hanako: Actor, away: str) -> None:
    assert hanako.opens("/").status_code == 200


@pytest.mark.parametrize("language", ["ja-easy", "en", "zh-hans", "ko", "vi"])
def test_every_language_says_it(away: str, language: str) -> None:
    page = Actor(language=language).sees(NOW)

    assert "読めません" not in page
    assert "sg-banner--warning" in Actor(language=language).opens(NOW).content.decode()
