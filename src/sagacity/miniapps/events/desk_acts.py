"""What is done with a public event: called off, told to those who saved it, taken along as a table."""

import csv
import io
from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sagacity.identity import api as identity
from sagacity.kit import clock, policy
from sagacity.messaging import api as messaging
from sagacity.miniapps.events import desk_forms
from sagacity.miniapps.events.desk import EDIT
from sagacity.miniapps.events.desk_entry import KIND, cells
from sagacity.miniapps.events.event_page import find
from sagacity.registry import api as registry

KEPT = timedelta(days=14)
FORMULA = ("=", "+", "-", "@", "\t")


@require_POST
@policy.access(EDIT)
def set_state(request: HttpRequest, key: str) -> HttpResponse:
    """Call an event off, postpone it, or take that back: handed to a second person at once."""
    event, form = find(key), desk_forms.StateForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("状態を選び直してください。"))
        return _back(key)
    said, by, at = form.cleaned_data, policy.person_of(request), clock.now()
    remark = cells(event).get("日時備考", "")
    if said["state"] and said["reason"]:
        remark = "\n".join(filter(None, [remark, f"{said['state']}の理由：{said['reason'].strip()}"]))
    values = {"状態": said["state"], "日時備考": remark}
    before = cells(event)
    if all(before.get(column, "") == value for column, value in values.items()):
        messages.error(request, _("変わるところがありません。状態か理由を選び直してください。"))
        return _back(key)
    run = registry.enter(kind=KIND, values=values, by=by, at=at, record=key, once=said["once"])
    if run.state == registry.RunState.CHECKED and run.applied:
        registry.submit(key=run.key, by=by, at=at)
    messages.success(request, _("承認を頼みました。承認されるとすぐに、市民と保存した人に伝わります。"))
    return HttpResponseRedirect(reverse("events_desk:entry", args=[run.key]))


@require_POST
@policy.access(policy.permitted(identity.NOTICE_WRITE))
def write_to_savers(request: HttpRequest, key: str) -> HttpResponse:
    """Say something to everybody who saved the event."""
    event, form = find(key), desk_forms.LetterForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("送れませんでした。題名と本文を書いてください。"))
        return _back(key)
    said, by, at = form.cleaned_data, policy.person_of(request), clock.now()
    bodies = {"ja": said["body"], "ja-easy": said["easy"], "en": said["english"]}
    draft = messaging.Draft(
        title={"ja": said["title"]},
        body={language: text for language, text in bodies.items() if text},
        audience=messaging.Audience(events=(event.key,)),
        publish_at=at,
        expires_at=at + KEPT,
        loudness=messaging.Loudness.NORMAL,
        url=reverse("events:event", args=[event.key]),
    )
    notice = messaging.write(
        client_key=f"events-savers-{said['once']}", draft=draft, by=by, app="events", at=at
    )
    if notice.state is messaging.NoticeState.DRAFT:  # sent twice is sent once
        messaging.submit(notice=notice.key, by=by, at=at)
    messages.success(request, _("保存した人に送りました。"))
    return _back(key)


@require_GET
@policy.access(EDIT)
def table(request: HttpRequest) -> HttpResponse:
    """All public events as CSV in the national columns, with BOM and CRLF for spreadsheets."""
    columns = [column.name for column in registry.kind(KIND).columns]
    try:
        rows = [cells_of(one) for one in registry.records(dataset=KIND)]
    except registry.NoSuchDataSet:
        rows = []
    standard = registry.kind(KIND).editions[0].headings
    used = [name for name in columns if name in standard or any(row.get(name) for row in rows)]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(used)
    writer.writerows([[_plain(row.get(name, "")) for name in used] for row in rows])
    answer = HttpResponse(out.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    name = f"催し_{clock.day(clock.now()):%Y%m%d}.csv"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return answer


def cells_of(record: registry.Record) -> dict[str, str]:
    return {
        name: ";".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
        for name, value in record.fields.items()
    }


def _plain(text: str) -> str:
    """A cell that begins like a formula gets an apostrophe, so that no spreadsheet starts to calculate."""
    return f"'{text}" if text.startswith(FORMULA) and len(text) > 1 and not text[1:2].isdigit() else text


def _back(key: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("events_desk:one", args=[key]))
