"""The cast of the city's stories, as a pytest plug-in. Rooms are imported late: pytest loads this first."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from sagacity.kit import clock, policy


class _Text(HTMLParser):
    """What a reader sees: the text of a page without tags, scripts and styles."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in {"script", "style", "head"}

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in {"script", "style", "head"}

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)


class Actor:
    """Somebody at a browser: opens pages, sends forms, and says what they see."""

    def __init__(self, *, language: str = "ja", address: str = "192.0.2.10") -> None:
        self.client = Client(headers={"accept-language": language}, REMOTE_ADDR=address)
        self.answer: HttpResponse | None = None

    def opens(self, path: str, **query: Any) -> HttpResponse:
        """Open a page, following where it leads."""
        return self._keep(self.client.get(path, query, follow=True))

    def sees(self, path: str = "", **query: Any) -> str:
        """The words on a page; without a path, on the page in front."""
        answer = self.opens(path, **query) if path else self.answer
        assert answer is not None, "no page is open yet"
        reader = _Text()
        reader.feed(answer.content.decode())
        return re.sub(r"\s+", " ", "".join(reader.parts)).strip()

    def sends(self, path: str, **fields: Any) -> HttpResponse:
        """Send a form and follow where it leads."""
        return self._keep(self.client.post(path, fields, follow=True))

    def chooses_district(self, town: str) -> None:
        """Choose the district on the home screen's own page."""
        answer = self.sends("/district/", district=town)
        assert answer.status_code == 200, f"choosing the district answered {answer.status_code}"

    def signs_in(self, login: str, password: str, **more: str) -> HttpResponse:
        return self.sends(policy.SIGN_IN, login=login, password=password, **more)

    def _keep(self, answer: Any) -> HttpResponse:
        self.answer = answer
        return self.answer


class StaffActor(Actor):
    """A member of staff who has signed in."""

    def __init__(self, login: str, name: str, division: str, held: tuple[str, ...]) -> None:
        super().__init__(address="198.51.100.20")
        self.login = login
        self.key, self.password = _account(login, name, division, held)
        answer = self.signs_in(login, self.password)
        assert answer.status_code == 200, f"{login} could not sign in"

    @property
    def person(self) -> policy.Person:
        """The person as doors see them, to call verbs directly."""
        from sagacity.identity import staff

        return staff.person(login=self.login, at=clock.now())


def _account(login: str, name: str, division: str, held: tuple[str, ...]) -> tuple[str, str]:
    from sagacity.identity import grants, models, staff

    existing = models.StaffAccount.objects.filter(login=login).first()
    if existing:
        return existing.key, staff.reset_password(staff=existing.key, by=policy.SYSTEM, at=clock.now())
    fact, password = staff.add(login=login, name=name, division=division, by=policy.SYSTEM, at=clock.now())
    grants.at_set_up(staff_key=fact.key, held=held, at=clock.now())
    return fact.key, password


def pytest_configure() -> None:
    """A hash of a password takes long for whoever guesses; stories sign in thousands of times."""
    from django.contrib.auth.hashers import Argon2PasswordHasher as Hasher

    Hasher.time_cost, Hasher.memory_cost, Hasher.parallelism = 1, 8, 1


@pytest.fixture
def hanako(db: None) -> Actor:
    """A resident with a phone, who reads Japanese and has no account."""
    return Actor()


@pytest.fixture
def koga(db: None) -> StaffActor:
    """A data clerk: imports and corrects."""
    return StaffActor("koga", "古賀 真理", "情報政策課", ("data_clerk",))


@pytest.fixture
def nakamura(db: None) -> StaffActor:
    """A data approver: the second person."""
    return StaffActor("nakamura", "中村 健", "情報政策課", ("data_approver",))


@pytest.fixture
def matsuo(db: None) -> StaffActor:
    """A clerk of the garbage division."""
    return StaffActor("matsuo", "松尾 由美", "循環型社会推進課", ("garbage_clerk",))


@pytest.fixture
def eguchi(db: None) -> StaffActor:
    """Who approves the collection calendar."""
    return StaffActor("eguchi", "江口 誠", "循環型社会推進課", ("garbage_approver",))


@pytest.fixture
def yoshida(db: None) -> StaffActor:
    """Who writes notices."""
    return StaffActor("yoshida", "吉田 さくら", "広報課", ("notice_writer",))


@pytest.fixture
def ishii(db: None) -> StaffActor:
    """Who approves notices: the second person."""
    return StaffActor("ishii", "石井 隆", "広報課", ("notice_approver",))


@pytest.fixture
def mori(db: None) -> StaffActor:
    """Who enters events and looks after applicants."""
    return StaffActor("mori", "森 あゆみ", "生涯学習課", ("event_clerk",))


@pytest.fixture
def admin(db: None) -> StaffActor:
    """Who manages the accounts."""
    return StaffActor("kanri", "管理 一郎", "情報政策課", ("administrator",))


@pytest.fixture
def soumu(db: None) -> StaffActor:
    """Who approves what administrators propose: the second person for roles and records."""
    return StaffActor("soumu", "江頭 真", "総務課", ("grant_approver",))


@pytest.fixture
def staff_with(db: None) -> Callable[..., StaffActor]:
    """Make a member of staff with the roles a story needs."""

    def make(login: str, *held: str, name: str = "職員") -> StaffActor:
        return StaffActor(login, name, "", held)

    return make
