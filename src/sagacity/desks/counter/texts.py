"""What the resident will read, language by language."""

from collections.abc import Mapping
from dataclasses import dataclass

from sagacity.desks.counter import forms
from sagacity.kit.city import api as city
from sagacity.kit.ui import api as ui

BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True)
class Look:
    """One language of a text; in its absence residents read the Japanese."""

    code: str
    name: str
    text: str
    is_fallback: bool

    @property
    def language(self) -> str:
        """What `lang` says to a screen reader."""
        return ui.html_language("ja" if self.is_fallback else self.code)


def looks(form: forms.TextsForm) -> tuple[Look, ...]:
    """Every language as its readers will see it."""
    said = form.texts()
    japanese = said.get("ja", "")
    return tuple(
        Look(code, name, said.get(code, japanese), code not in said)
        for code, name in city.LANGUAGE_NAMES.items()
    )


def joined(said: Mapping[str, str]) -> str:
    """One text of all languages that were written, Japanese first."""
    return BETWEEN.join(said[code] for code in city.LANGUAGE_NAMES if code in said)
