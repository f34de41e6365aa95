import pytest
from django.test import Client

from sagacity.kit.ui import catalogues

pytestmark = pytest.mark.urls("sagacity.kit.ui.urls")  # kit stands without the rooms above it


@pytest.fixture
def browser() -> Client:
    return Client()


def test_a_language_is_kept_on_the_device_and_the_page_stays(browser: Client) -> None:
    answer = browser.post("/language/", {"language": "en", "next": "/nowhere/?q=1"})

    assert answer.headers["Location"] == "/nowhere/?q=1"
    assert b"Page not found" in browser.get("/nowhere/?q=1").content


def test_easy_japanese_is_japanese_to_a_screen_reader(browser: Client) -> None:
    answer = browser.get("/nowhere/", headers={"Accept-Language": "ja-easy"}).content.decode()

    assert '<html lang="ja" data-language="ja-easy"' in answer
    assert "ページが ありません" in answer


def test_what_no_catalogue_holds_is_said_in_plain_japanese(browser: Client) -> None:
    answer = browser.get("/nowhere/", headers={"Accept-Language": "tlh"}).content.decode()

    assert "ページが見つかりません" in answer


def test_the_way_back_never_leads_to_another_site(browser: Client) -> None:
    answer = browser.post("/language/", {"language": "en", "next": "https://evil.example/"})

    assert answer.headers["Location"] == "/"


def test_another_site_cannot_choose_for_the_visitor(browser: Client) -> None:
    answer = browser.post("/language/", {"language": "en"}, headers={"Origin": "https://evil.example"})

    assert answer.status_code == 403
    assert "sagacity_language" not in answer.cookies


def test_an_unknown_language_or_size_is_refused_in_words(browser: Client) -> None:
    for path, words in (("/language/", {"language": "xx"}), ("/text-size/", {"text_size": "huge"})):
        answer = browser.post(path, words)

        assert answer.status_code == 400
        assert "送られた内容を読めませんでした" in answer.content.decode()


def test_a_size_of_letters_stands_on_every_page(browser: Client) -> None:
    browser.post("/text-size/", {"text_size": "larger", "next": "/"})

    assert 'data-text-size="larger"' in browser.get("/nowhere/").content.decode()


def test_nothing_is_stored_before_a_choice(browser: Client) -> None:
    assert not browser.get("/nowhere/").cookies


def test_every_source_is_compiled_for_every_language() -> None:
    assert {"ja_Easy", "en", "zh_Hans", "ko", "vi"} <= set(catalogues.sources())
