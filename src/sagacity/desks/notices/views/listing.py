"""All notices: by state, topic and words."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sagacity.desks.notices import doors, words
from sagacity.kit import policy
from sagacity.kit.ui import api as ui
from sagacity.messaging import api as messaging

PER_PAGE = 25


@policy.access(doors.LOOK)
def home(request: HttpRequest) -> HttpResponse:
    person = policy.person_of(request)
    state, origin = _known(request, "state", words.STATES), _known(request, "origin", words.ORIGINS)
    said, topic = request.GET.get("q", "").strip()[:100], request.GET.get("topic", "")[:60]
    language = get_language() or "ja"
    found = messaging.notices(
        states=(messaging.NoticeState(state),) if state else (),
        words=said,
        topic=topic,
        origin=messaging.Origin(origin) if origin else None,
        limit=PER_PAGE,
        offset=ui.offset(request, per_page=PER_PAGE),
    )
    page = {
        "notices": found.notices,
        "total": found.total,
        "per_page": PER_PAGE,
        "states": [
            _chip(request, "state", key, name, state) for key, (name, _colour) in words.STATES.items()
        ],
        "all_states": _chip(request, "state", "", _("すべて"), state),
        "state": state,
        "origins": list(words.ORIGINS.items()),
        "origin": origin,
        "topics": [(one.key, one.name_in(language)) for one in messaging.topics(open_only=False)],
        "topic": topic,
        "words": said,
        "is_filtered": bool(state or origin or said or topic),
        "may_write": person.may(doors.WRITE.permission),
    }
    return render(request, "desk_notices/home.html", page)


def _known(request: HttpRequest, name: str, known: object) -> str:
    said = request.GET.get(name, "")
    return said if isinstance(known, dict) and said in known else ""


def _chip(request: HttpRequest, name: str, value: str, label: object, now: str) -> dict[str, object]:
    rest = {key: said for key, said in request.GET.items() if key not in {name, "page"} and said}
    return {
        "address": f"?{urlencode({**rest, name: value} if value else rest)}",
        "label": label,
        "is_on": value == now,
    }
