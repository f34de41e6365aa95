"""What the page of the editor shows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.forms import BoundField
from django.http import HttpRequest
from django.utils.translation import get_language

from sagacity.desks.notices import audiences, drafting, easy, picks, previews, words
from sagacity.desks.notices.forms import NoticeForm
from sagacity.kit.city import api as city
from sagacity.messaging import api as messaging


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language of the editor."""

    code: str
    name: str
    title: BoundField
    body: BoundField
    is_written: bool
    is_open: bool
    warnings: tuple[easy.Warning, ...]
    is_checked: bool


def page(request: HttpRequest, form: NoticeForm, *, at: datetime, press: str = "") -> dict[str, Any]:
    """The whole editor; `press` is the question a browser without scripts asked along."""
    find = request.POST.get("find", "") if press == "find" else ""
    chosen = [str(key) for key in form["attachments"].value() or ()]
    events = [str(key) for key in form["events"].value() or ()]
    return {
        "form": form,
        "tongues": [_tongue(form, code, press) for code in city.LANGUAGE_NAMES],
        "loudness": [(key, *said) for key, said in words.LOUDNESS.items()],
        "towns": _by_group(form),
        "chosen": picks.named(chosen),
        "events": picks.named(events),
        "find": find,
        "hits": _hits(find, {*chosen}, at),
        "press": press,
        "reach": reach(form) if press == "reach" else None,
        "looks": previews.of_form(form) if press == "preview" else (),
    }


def reach(form: NoticeForm) -> dict[str, Any]:
    """Who would be reached by what the form says so far; or why that cannot be told."""
    said = drafting.filled(form)
    broken = [form[name] for name in (*form.errors,) if name in AIMS]
    if broken:
        return {"broken": [(field.label, field.errors) for field in broken]}
    aim = drafting.audience(said)
    answer = messaging.reach(audience=aim, channels=tuple(said.get("channels", ())))
    return {
        "found": answer,
        "channels": [
            (key, answer.by_channel.get(key, 0)) for key in words.CHANNELS if key in answer.by_channel
        ],
        "audience": audiences.in_words(aim, language=get_language() or "ja"),
        "is_quiet": said.get("loudness") == "quiet",
    }


AIMS = frozenset(
    {
        "whom",
        "groups",
        "school_districts",
        "districts",
        "topics",
        "child_from",
        "child_until",
        "roles",
        "events",
    }
)


def _tongue(form: NoticeForm, code: str, press: str) -> Tongue:
    title, body = form.texts(code)
    written = bool(title.value() or body.value())
    checked = press == "check" and code in easy.CHECKED and written
    return Tongue(
        code=code,
        name=city.LANGUAGE_NAMES[code],
        title=title,
        body=body,
        is_written=written,
        is_open=code == "ja" or written or bool(title.errors or body.errors),
        warnings=_warnings(code, title, body) if checked else (),
        is_checked=checked,
    )


def _warnings(code: str, title: BoundField, body: BoundField) -> tuple[easy.Warning, ...]:
    return easy.warnings(str(title.value() or ""), str(body.value() or ""), language=code)


def _by_group(form: NoticeForm) -> list[tuple[str, list[Any], bool]]:
    """The boxes of towns under their larger districts; open where one is ticked."""
    group_of = {one.key: one.group for one in form.towns}
    found: dict[str, list[Any]] = {}
    for box in form["districts"].subwidgets:
        found.setdefault(group_of.get(str(box.data["value"]), ""), []).append(box)
    return [(group, boxes, any(box.data["selected"] for box in boxes)) for group, boxes in found.items()]


def _hits(find: str, chosen: set[str], at: datetime) -> list[picks.Pick]:
    return [one for one in picks.found(words=find, at=at) if one.key not in chosen]
