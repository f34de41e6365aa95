"""What every page knows: the city, who is asking, in which language and size, and the bars."""

from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from sagacity.kit import policy
from sagacity.kit.city import api as city
from sagacity.kit.ui import panels, preferences, scripts
from sagacity.kit.ui.navigation import NavigationLink, links


class Page:
    """The frame around one answer; each fact is worked out only when a template asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def city(self) -> city.City:
        return city.current()

    @cached_property
    def city_name(self) -> str:
        return self.city.name_in(self.language)

    @cached_property
    def language(self) -> str:
        return get_language() or settings.LANGUAGE_CODE

    @cached_property
    def html_language(self) -> str:
        return preferences.html_language(self.language)

    @cached_property
    def languages(self) -> tuple[preferences.LanguageChoice, ...]:
        return preferences.languages(self.language)

    @cached_property
    def text_size(self) -> str:
        return preferences.text_size(self._request)

    @property
    def text_sizes(self) -> list[tuple[str, str, bool]]:
        return [(key, str(name), key == self.text_size) for key, name in preferences.TEXT_SIZES.items()]

    @property
    def furigana(self) -> list[tuple[str, str, bool]]:
        """The switch of readings, offered to readers of easy Japanese alone."""
        if self.language != "ja-easy":
            return []
        on = "on" if preferences.wants_furigana(self._request) else "off"
        return [(key, str(name), key == on) for key, name in preferences.FURIGANA.items()]

    @property
    def views(self) -> list[tuple[str, str, bool]]:
        """The whole page, or letters only."""
        chosen = "text" if self.text_only else "full"
        return [(key, str(name), key == chosen) for key, name in preferences.VIEWS.items()]

    @cached_property
    def text_only(self) -> bool:
        return preferences.wants_text_only(self._request)

    @property
    def proposes_text_only(self) -> bool:
        return preferences.may_want_text_only(self._request)

    @cached_property
    def person(self) -> policy.Person:
        return policy.person_of(self._request)

    @property
    def path(self) -> str:
        return self._request.path

    @property
    def full_path(self) -> str:
        """Where to come back to after choosing a language; a form's answer cannot be fetched again."""
        return self._request.get_full_path()

    @property
    def is_demo(self) -> bool:
        return bool(getattr(settings, "DEMO", False))

    @cached_property
    def navigation(self) -> tuple[NavigationLink, ...]:
        return self._links("resident")

    @cached_property
    def staff_navigation(self) -> tuple[NavigationLink, ...]:
        return self._links("staff")

    @cached_property
    def footer_navigation(self) -> tuple[NavigationLink, ...]:
        return self._links("footer")

    @property
    def preferences_panel(self) -> str:
        return panels.panel(self._request, self)

    @property
    def scripts(self) -> str:
        return scripts.tags(early=False)

    @property
    def early_scripts(self) -> str:
        return scripts.tags(early=True)

    def _links(self, place: str) -> tuple[NavigationLink, ...]:
        return links(place=place, language=self.language, person=self.person, path=self.path)


def page(request: HttpRequest) -> dict[str, object]:
    """Django calls this for every template; the word `page` is all it adds."""
    return {"page": Page(request)}
