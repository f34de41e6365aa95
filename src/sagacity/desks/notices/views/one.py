"""One notice: what it says, to whom, what may be done now, and what became of it."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from sagacity.desks.notices import audiences, doors, outcomes, picks, previews, words
from sagacity.desks.notices.forms import ReasonForm
from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.city import api as city
from sagacity.messaging import api as messaging

OUT = frozenset({messaging.NoticeState.PUBLISHED, messaging.NoticeState.RECALLED})
WATCHED_FOR = timedelta(minutes=30)


@policy.access(doors.LOOK)
def page(request: HttpRequest, key: str) -> HttpResponse:
    return show(request, doors.notice_or_404(key), at=clock.now())


@policy.access(doors.LOOK)
def figures(request: HttpRequest, key: str) -> HttpResponse:
    """The figures alone, for the page that asks every few seconds."""
    notice, at = doors.notice_or_404(key), clock.now()
    answer = render(request, "desk_notices/figures.html", _figures(notice, at))
    if notice.state not in OUT:
        answer["HX-Refresh"] = "true"
    return answer


def show(
    request: HttpRequest,
    notice: messaging.Notice,
    *,
    at: datetime,
    refuse: ReasonForm | None = None,
    recall: ReasonForm | None = None,
) -> HttpResponse:
    """The page of a notice, with what somebody began to type on it."""
    said, language = notice.content, get_language() or "ja"
    context: dict[str, Any] = {
        "notice": notice,
        "said": said,
        "steps": words.steps(notice),
        "audience": audiences.in_words(said.audience, language=language),
        "looks": previews.of_notice(notice),
        "loudness": words.LOUDNESS[str(said.loudness)],
        "topic": _topic(said.topic, language),
        "attachments": picks.named(said.attachments),
        "lacking": [name for code, name in city.LANGUAGE_NAMES.items() if not said.title.get(code)],
        "why_second": words.why_second_person(notice),
        "history": audit.about(thing=notice.key),
        "acts": words.ACTS,
        "refuse": refuse or ReasonForm(prefix="refuse"),
        "recall": recall or ReasonForm(prefix="recall"),
        "is_over": said.expires_at <= at,
        "is_at_once": said.publish_at <= at,
        **_may(notice, policy.person_of(request), at),
    }
    if notice.state in OUT:
        context |= _figures(notice, at)
    else:
        answer = messaging.reach(audience=said.audience, channels=said.channels)
        context["reach"] = {
            "found": answer,
            "channels": [(one, answer.by_channel[one]) for one in words.CHANNELS if one in answer.by_channel],
            "is_quiet": said.loudness == messaging.Loudness.QUIET,
        }
    failed = bool((refuse and refuse.errors) or (recall and recall.errors))
    return render(request, "desk_notices/one.html", context, status=422 if failed else 200)


def _may(notice: messaging.Notice, person: policy.Person, at: datetime) -> dict[str, bool]:
    writer, approver = person.may(doors.WRITE.permission), person.may(doors.APPROVE.permission)
    state, own = str(notice.state), notice.written_by == person.key
    return {
        "may_edit": writer and state in {"draft", "waiting", "scheduled"},
        "may_submit": writer and state == "draft" and notice.content.expires_at > at,
        "may_approve": approver and state == "waiting" and not own,
        "may_refuse": approver and state == "waiting",
        "is_own": approver and state == "waiting" and own,
        "may_recall": (writer or approver) and state in {"scheduled", "published"},
        "may_copy": writer,
    }


def _figures(notice: messaging.Notice, at: datetime) -> dict[str, Any]:
    found = messaging.figures(notice=notice.key, at=at)
    return {
        "notice": notice,
        "figures": found,
        "table": outcomes.table(found),
        "is_moving": found.spreading or (outcomes.is_moving(found) and at - notice.changed_at < WATCHED_FOR),
    }


def _topic(key: str, language: str) -> str:
    if not key:
        return ""
    try:
        return messaging.topic(key=key).name_in(language)
    except messaging.NoSuchTopic:
        return key
