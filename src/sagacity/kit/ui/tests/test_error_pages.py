from collections.abc import Iterator

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation
from django.views.csrf import csrf_failure
from django.views.defaults import server_error

pytestmark = pytest.mark.urls("sagacity.kit.ui.urls")  # kit stands without the rooms above it


@pytest.fixture(autouse=True)
def _in_japanese() -> Iterator[None]:
    """These pages ask no request for its language; the story told before may have spoken another."""
    with translation.override("ja"):
        yield


def test_the_page_for_a_failure_needs_neither_database_nor_request() -> None:
    answer = server_error(RequestFactory().get("/"))  # no database fixture: a query would fail

    assert answer.status_code == 500
    assert "次にできること" in answer.content.decode()


def test_a_lost_form_is_explained() -> None:
    answer = csrf_failure(RequestFactory().post("/"), reason="no cookie")

    assert answer.status_code == 403
    assert "もう一度送ってください" in answer.content.decode()


def test_a_missing_page_offers_the_way_home() -> None:
    answer = Client().get("/no/such/page/")

    assert answer.status_code == 404
    assert 'href="/"' in answer.content.decode()


@pytest.mark.parametrize("name", ["400.html", "403_csrf.html", "500.html"])
def test_plain_pages_say_what_happened_and_what_to_do(name: str) -> None:
    text = render_to_string(name)

    assert "<h1>" in text
    assert "<li>" in text
