"""Somebody with a screen: opens pages of one city, and what goes wrong behind the page is written down."""

from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, StorageState

from tests.browser import chromium
from tests.browser.city import RunningCity

HERE = frozenset({"localhost", "127.0.0.1", ""})
PATIENCE = 20_000


@dataclass(slots=True)
class Visitor:
    """One browser profile with one page."""

    city: RunningCity
    context: BrowserContext
    page: Page
    screen: str
    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    @classmethod
    def arrives(
        cls,
        browser: Browser,
        city: RunningCity,
        screen: str,
        *,
        signed_in: StorageState | None = None,
        **options: Any,
    ) -> Self:
        wanted = {**chromium.AT_HOME, **chromium.SCREENS[screen], **options}
        context = browser.new_context(base_url=city.address, storage_state=signed_in, **wanted)
        context.set_default_timeout(PATIENCE)
        visitor = cls(city, context, context.new_page(), screen)
        # Playwright writes on the methods it is given, which an object with slots does not allow.
        context.on("request", lambda request: visitor._asked(request))
        context.on("console", lambda message: visitor._said(message))
        context.on("weberror", lambda problem: visitor.complaints.append(str(problem.error)))
        return visitor

    def opens(self, path: str, *, answers: int = 200) -> Page:
        if answers >= 400:
            self.expects(f"the server responded with a status of {answers}")
        answer = self.page.goto(path)
        assert answer is not None
        assert answer.status == answers, f"{path} answers {answer.status}"
        return self.page

    def expects(self, words: str) -> None:
        """An error which belongs to the story, such as a page that is not there."""
        self.expected.append(words)

    def troubles(self) -> list[str]:
        """Requests to other hosts, errors of scripts and refused contents."""
        said = [one for one in self.complaints if not any(words in one for words in self.expected)]
        return [*self.foreign, *said]

    def _asked(self, request: Request) -> None:
        if urlsplit(request.url).hostname not in HERE and urlsplit(request.url).scheme.startswith("http"):
            self.foreign.append(f"asked another host: {request.url}")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(f"{message.text} ({message.location.get('url', '')})")
