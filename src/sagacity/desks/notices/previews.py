"""How a notice will look: in the inbox, as a push, as a pop-up; in each language."""

from collections.abc import Mapping
from dataclasses import dataclass

from sagacity.desks.notices.forms import NoticeForm
from sagacity.kit.city import api as city
from sagacity.messaging import api as messaging

PUSH_BODY = 240  # what the payload of a push carries
FIRST_LINES = 80  # what the list of the inbox shows


@dataclass(frozen=True, slots=True)
class Look:
    """One language of a notice, as it is seen."""

    code: str
    name: str
    title: str
    body: str
    is_fallback: bool  # nothing was written in this language: residents see Japanese
    pushes: bool
    pops_up: bool

    @property
    def push_body(self) -> str:
        return _short(" ".join(self.body.split()), PUSH_BODY)

    @property
    def first_lines(self) -> str:
        return _short(" ".join(self.body.split()), FIRST_LINES)


def of_notice(notice: messaging.Notice) -> tuple[Look, ...]:
    said = notice.content
    return _looks(said.title, said.body, str(said.loudness))


def of_form(form: NoticeForm) -> tuple[Look, ...]:
    """What stands in the form, whether or not it could be sent already."""
    titles = {code: _said(form, f"title_{code}") for code in city.LANGUAGE_NAMES}
    bodies = {code: _said(form, f"body_{code}") for code in city.LANGUAGE_NAMES}
    return _looks(titles, bodies, str(form["loudness"].value() or ""))


def _said(form: NoticeForm, name: str) -> str:
    """A text as it would be kept: without what cannot be seen."""
    return str(form.fields[name].to_python(form[name].value()))


def _looks(titles: Mapping[str, str], bodies: Mapping[str, str], loudness: str) -> tuple[Look, ...]:
    return tuple(
        Look(
            code=code,
            name=name,
            title=titles.get(code) or titles.get("ja", ""),
            body=bodies.get(code) or bodies.get("ja", ""),
            is_fallback=not titles.get(code),
            pushes=loudness != "quiet",
            pops_up=loudness in {"popup", "urgent"},
        )
        for code, name in city.LANGUAGE_NAMES.items()
    )


def _short(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
