"""A visitor and a resident walk every page they can reach, and type a 個人番号 into every field."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
import time_machine
from django.core.cache import cache as pages
from django.http import HttpResponse
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

from sagacity.identity.accounts.testing import ResidentAt
from sagacity.identity.register.testing import HANAKO, enrolled
from sagacity.identity.testing import Actor
from sagacity.kit.japanese import my_number
from sagacity.shell.tests.conftest import example
from tests.journeys.tables import columns_naming

__all__ = ["example"]
pytestmark = pytest.mark.django_db

RIGHT = f"12345678901{my_number.check_digit('12345678901')}"
TYPED = {"text", "search", "email", "tel", "url", "number", "password", "textarea", ""}
NOT_RESIDENTS = ("/staff/", "/desk/", "/static/", "/messaging/stop/")
SAYS = "個人番号は受け取れません"


@dataclass
class Form:
    """One form of a page, with what stands in it before anybody types."""

    action: str
    method: str
    values: dict[str, str] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)


class Reader(HTMLParser):
    """The forms and links of a page."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address, self.forms, self.links = address, list[Form](), list[str]()
        self._inside: Form | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in said:
            self.links.append(urljoin(self.address, said["href"]))
        elif tag == "form":
            action = urljoin(self.address, said.get("action") or self.address)
            self._inside = Form(action, said.get("method", "get").lower())
            self.forms.append(self._inside)
        elif self._inside is not None and said.get("name"):
            self._field(tag, said, self._inside)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = None

    @staticmethod
    def _field(tag: str, said: dict[str, str], form: Form) -> None:
        kind = said.get("type", "").lower() if tag == "input" else tag
        form.values[said["name"]] = said.get("value", "")
        if kind in TYPED:
            form.typed.append(said["name"])


class Walker:
    """Somebody who opens one page of every kind, by links and by the table of addresses."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.seen: set[str] = set()
        self.forms: dict[tuple[str, str, tuple[str, ...]], Form] = {}
        self.unstopped: list[str] = []

    def walks(self) -> None:
        waiting = ["/", *_plain_addresses()]
        while waiting:
            address = waiting.pop(0)
            kind = _kind(address)
            if kind and kind not in self.seen:
                self.seen.add(kind)
                waiting += self._opens(address)

    def types_everywhere(self) -> int:
        """Type it into each field of each form; says how many fields there were."""
        fields = 0
        for (route, method, _), form in self.forms.items():
            for name in form.typed:
                fields += 1
                answer = self._sends(form, {**form.values, name: f"番号は{RIGHT}です"})
                if answer.status_code != 422 or SAYS not in answer.content.decode():
                    self.unstopped.append(f"{method} {route}: {name} → {answer.status_code}")
        return fields

    def _opens(self, address: str) -> list[str]:
        answer = self.actor.client.get(address, follow=True)
        if "text/html" not in answer.headers.get("Content-Type", ""):
            return []
        here = answer.redirect_chain[-1][0] if answer.redirect_chain else address
        reader = Reader(here)
        reader.feed(answer.content.decode())
        for form in reader.forms:
            if kind := _kind(form.action):
                self.forms.setdefault((kind, form.method, tuple(form.typed)), form)
        return reader.links

    def _sends(self, form: Form, values: dict[str, str]) -> HttpResponse:
        pages.clear()
        parts = urlsplit(form.action)
        if form.method == "post":
            return self.actor.client.post(f"{parts.path}?{parts.query}", values)  # type: ignore[return-value]
        asked = {**dict(parse_qsl(parts.query)), **values}
        return self.actor.client.get(parts.path, asked)  # type: ignore[return-value]


@cache
def _kind(address: str) -> str:
    """The pattern an address belongs to; empty for what is no page of residents."""
    parts = urlsplit(address)
    if parts.netloc or not parts.path.startswith("/") or parts.path.startswith(NOT_RESIDENTS):
        return ""
    try:
        return resolve(parts.path).route
    except Resolver404:
        return ""


def _plain_addresses() -> Iterator[str]:
    for path in _paths(get_resolver()):
        if not {"<", "(", "^"} & set(path) and "sign-out" not in path:
            yield f"/{path}"


def _paths(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for one in resolver.url_patterns:
        path = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _paths(one, path)
        elif isinstance(one, URLPattern):
            yield path


def test_no_field_of_a_visitor_or_a_resident_takes_it(
    example: None, resident_at: ResidentAt, at: datetime
) -> None:
    with time_machine.travel(at, tick=False):
        proven = resident_at(3, inhabitant=enrolled(HANAKO, at=at).key)
        walkers = [Walker(Actor()), Walker(proven)]
        fields = []
        for walker in walkers:
            walker.walks()
            fields.append(walker.types_everywhere())

    assert [walker.unstopped for walker in walkers] == [[], []]
    assert min(len(walker.forms) for walker in walkers) > 25
    assert min(fields) > 20
    assert "me/nickname/" in {route for route, _, _ in walkers[1].forms}
    assert columns_naming([RIGHT]) == []
