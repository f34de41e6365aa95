"""The residents' home: cards of what concerns me, and a door for everyone."""

import pytest

from sagacity.identity.testing import Actor

pytestmark = pytest.mark.django_db

DOORS = [
    "/",
    "/apps/",
    "/shelf/",
    "/search/",
    "/district/",
    "/settings/",
    "/about/",
    "/accessibility/",
    "/offline/",
]


@pytest.mark.parametrize("path", DOORS)
def test_every_page_opens_without_an_account_and_without_javascript(hanako: Actor, path: str) -> None:
    answer = hanako.opens(path)

    assert answer.status_code == 200
    assert "style=" not in answer.content.decode()
