"""One living city for all browser tests, and people who visit it with a screen."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, StorageState, expect

from tests.browser import chromium
from tests.browser.city import RunningCity, running
from tests.browser.visitor import PATIENCE, Visitor

HERE = Path(__file__).parent


class Visit(Protocol):
    def __call__(self, screen: str = "phone", *, login: str = "", **options: Any) -> Visitor: ...


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = chromium.path()
    if executable is None:
        pytest.skip("skipped: no Chromium (set SAGACITY_CHROMIUM)")
    # Playwright keeps an event loop in this thread, in which Django would refuse other tests their database.
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    expect.set_options(timeout=PATIENCE)
    with chromium.opened(executable) as opened:
        yield opened


@pytest.fixture(scope="session")
def city(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCity]:
    """The default city, filled from its pack."""
    with running(tmp_path_factory.mktemp("city")) as city:
        yield city


@pytest.fixture(scope="session")
def sign_in(browser: Browser, city: RunningCity) -> Callable[[str], StorageState]:
    """Signs a member of staff in once, and gives the cookies to whoever plays them."""
    kept: dict[str, StorageState] = {}

    def signed_in(login: str) -> StorageState:
        if login not in kept:
            clerk = Visitor.arrives(browser, city, "desktop")
            clerk.opens("/staff/sign-in/")
            clerk.page.locator("[name=login]").fill(login)
            clerk.page.locator("[name=password]").fill(city.passwords[login])
            clerk.page.locator(".sg-form button").click()
            expect(clerk.page.locator(".sg-staff__who")).to_contain_text("サインアウト")
            kept[login] = clerk.context.storage_state()
            clerk.context.close()
        return kept[login]

    return signed_in


@pytest.fixture
def visit(browser: Browser, city: RunningCity, sign_in: Callable[[str], StorageState]) -> Iterator[Visit]:
    """People who come to the city; afterwards nothing may have gone wrong behind their pages."""
    visitors: list[Visitor] = []

    def arrives(screen: str = "phone", *, login: str = "", **options: Any) -> Visitor:
        signed_in = sign_in(login) if login else None
        visitor = Visitor.arrives(browser, city, screen, signed_in=signed_in, **options)
        visitors.append(visitor)
        return visitor

    yield arrives
    troubles = [trouble for visitor in visitors for trouble in visitor.troubles()]
    for visitor in visitors:
        visitor.context.close()
    assert troubles == []
