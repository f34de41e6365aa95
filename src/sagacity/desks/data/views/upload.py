"""Handing in files: several at once, streamed to disk, and no second run from a second click."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any, BinaryIO, cast

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sagacity.desks.data import doors
from sagacity.desks.data.forms import UploadForm
from sagacity.desks.data.kinds import choices
from sagacity.kit import clock, policy
from sagacity.registry import api as registry

TWICE_WITHIN = timedelta(minutes=2)
CHUNK = 1024 * 1024


@policy.access(doors.IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    said_before = {"kind": request.GET.get("kind", "")}  # other desks lead here for their own kind
    form = UploadForm(*_sent(request), kinds=choices(get_language() or "ja"), initial=said_before)
    if request.method == "POST" and form.is_valid():
        said, at = form.cleaned_data, clock.now()
        edition = said["edition"].isoformat() if said["edition"] else ""
        once = request.POST.get("once", "")
        runs = _receive(request, said["tables"], said["kind"], edition, once, at)
        if len(runs) == 1:
            return redirect("desk_data:run", key=runs[0].key)
        messages.success(request, _("%(count)d個のファイルを受け取りました。") % {"count": len(runs)})
        return redirect("desk_data:home")
    status = 422 if request.method == "POST" else 200
    page = {"form": form, "once": secrets.token_urlsafe(16)}
    return render(request, "desk_data/upload.html", page, status=status)


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _receive(
    request: HttpRequest,
    files: "list[UploadedFile[Any]]",
    kind: str,
    edition: str,
    once: str,
    at: datetime,
) -> list[registry.ImportRun]:
    person = policy.person_of(request)
    earlier = [run for file in files if (run := _just_sent(file, person, at)) is not None]
    known = {run.sha256 for run in earlier}
    fresh = [(file.name or "file", _stream(file)) for file in files if _digest(_stream(file)) not in known]
    runs = registry.receive_together(files=fresh, by=person, at=at, kind=kind, edition=edition, once=once)
    for run in [*earlier, *(run for run in runs if run.received_at != at)]:
        text = _("「%(file)s」はさきほど受け取ったものと同じなので、二重には取り込みません。")
        messages.info(request, text % {"file": run.file})
    return [*earlier, *runs]


def _just_sent(file: "UploadedFile[Any]", person: policy.Person, at: datetime) -> registry.ImportRun | None:
    """The run of the very same bytes by the same person a moment ago: a button pressed twice."""
    digest = _digest(_stream(file))
    for run in registry.runs(limit=50):
        fresh = at - run.received_at < TWICE_WITHIN
        if fresh and run.sha256 == digest and run.received_by == person.name and run.state != "cancelled":
            return run
    return None


def _stream(file: "UploadedFile[Any]") -> BinaryIO:
    assert file.file is not None, "Django gives every uploaded file a stream"
    return cast(BinaryIO, file.file)


def _digest(file: BinaryIO) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
