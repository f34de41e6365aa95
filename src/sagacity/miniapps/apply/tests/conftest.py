import re
from datetime import datetime
from typing import Any

import pytest
from django.http import HttpResponse
from pytest_django import Settings

from sagacity.identity.accounts.testing import sign_in
from sagacity.identity.family.testing import household
from sagacity.identity.testing import Actor
from sagacity.kit import clock
from sagacity.procedures import api as procedures

RESIDENCE = "residence_certificate"


class Applicant(Actor):
    """Hanako of a household of three at her phone, with the forms she fills in."""

    def __init__(self, *, level: int = 3, inhabitant: str = "", language: str = "ja") -> None:
        super().__init__(language=language)
        self.inhabitant = inhabitant
        self.key = sign_in(self, level=level, inhabitant=inhabitant) if level else ""

    @property
    def page(self) -> str:
        """The address in front."""
        assert self.answer is not None
        return str(self.answer.request["PATH_INFO"])  # type: ignore[attr-defined]

    @property
    def html(self) -> str:
        assert self.answer is not None
        return self.answer.content.decode()

    def begins(self, procedure: str = RESIDENCE, **more: Any) -> str:
        """Begin a form; its address."""
        self.opens(f"/apps/apply/p/{procedure}/")
        key = self.hidden("client_key")
        self.sends(f"/apps/apply/p/{procedure}/begin/", client_key=key, **more)
        return self.form

    @property
    def form(self) -> str:
        found = re.search(r"/apps/apply/forms/[^/]+/", self.page)
        assert found, self.page
        return found[0]

    def hidden(self, name: str) -> str:
        found = re.search(rf'name="{re.escape(name)}" value="([^"]*)"', self.html)
        assert found, (name, self.sees())
        return found[1]

    def values(self, name: str) -> list[str]:
        """What may be ticked or chosen under a name."""
        return re.findall(rf'name="{re.escape(name)}" value="([^"]+)"', self.html)

    def writes(self, do: str = "next", **answers: Any) -> HttpResponse:
        """Fill in the block in front; names are those of questions, parts after `__`."""
        fields = {f"a.{name.replace('__', '.')}": value for name, value in answers.items()}
        fields |= {name: self.hidden(name) for name in ("seen", "shown")}
        return self.sends(self.page, do=do, **fields)

    def fills_in_the_residence_certificate(self) -> None:
        """All blocks of the certificate, up to the review."""
        self.begins()
        self.writes(
            name__family="見本",
            name__given="花子",
            birth_date__text="昭和60年4月1日",
            address__town="佐賀市栄町",
            address__rest="1番1号",
            phone="0952-00-0000",
        )
        self.writes(members=self.values("a.members")[:1])
        self.writes(purpose="bank", copies="1", delivery="inbox")
        assert self.page.endswith("/review/"), self.sees()


@pytest.fixture
def at(db: None) -> datetime:
    at = clock.now()
    procedures.accept_pack(at=at)
    return at


@pytest.fixture
def people(at: datetime) -> dict[str, str]:
    return household(at=at)


@pytest.fixture
def hanako_applies(people: dict[str, str]) -> Applicant:
    return Applicant(inhabitant=people["hanako"])


@pytest.fixture(autouse=True)
def files_of_this_story(settings: Settings, tmp_path: Any) -> None:
    settings.DATA_DIR = tmp_path
