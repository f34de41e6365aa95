"""A parent at a phone: enters children and what was given."""

from dataclasses import dataclass

from django.test import RequestFactory
from django.utils import translation

from sagacity.identity.testing import Actor
from sagacity.kit import clock
from sagacity.kit.cards import Card
from sagacity.miniapps.childcare.cards import cards
from sagacity.registry import api as registry


@dataclass
class Family:
    """What one parent does."""

    parent: Actor

    def adds(self, year: int, month: int, day: int | None = None, *, name: str = "", form: str = "") -> str:
        """Enter a child; gives the address of its page."""
        fields = {"year": year, "month": month, "day": day or "", "name": name}
        answer = self.parent.sends("/apps/childcare/children/add/", **fields, client_key=form or f"{fields}")
        assert answer.status_code == 200, self.parent.sees()
        return str(answer.redirect_chain[-1][0])  # type: ignore[attr-defined]

    def records(self, page: str, dose: str, on: str) -> str:
        """Record a dose; gives the words of the page that follows."""
        self.parent.sends(f"{page}done/", dose=dose, on=on)
        return self.parent.sees()

    def wishes_to_be_told(self, wish: bool = True) -> None:
        self.parent.sends("/apps/childcare/told/", told="1" if wish else "0")

    def cards(self, language: str = "ja") -> list[Card]:
        request = RequestFactory().get("/")
        request.COOKIES.update({name: morsel.value for name, morsel in self.parent.client.cookies.items()})
        with translation.override(language):
            return cards(request, clock.now())


def key_of(name: str) -> str:
    return next(one.key for one in registry.find_places(limit=5000).places if one.name == name)


def town_of(name: str) -> str:
    return next(one.key for one in registry.towns() if one.name == name)
