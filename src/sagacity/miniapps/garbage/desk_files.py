"""5374 files at the garbage desk: taken in with a report, given out as one zip."""

import io
import tempfile
import zipfile
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from sagacity.identity import api as identity
from sagacity.kit import clock, policy
from sagacity.kit.city import api as city
from sagacity.miniapps.garbage import forms
from sagacity.registry.collection import api as collection

EDIT = policy.permitted(identity.COLLECTION_EDIT)
WRITTEN = (1980, 1, 1, 0, 0, 0)  # the same calendars give the same bytes


@require_http_methods(["GET", "POST"])
@policy.access(EDIT)
def take_in(request: HttpRequest) -> HttpResponse:
    """Read 5374 files and show the report; only with the box ticked do drafts change."""
    form = forms.ImportForm(request.POST or None, request.FILES or None)
    reports: tuple[collection.FileReport, ...] = ()
    applied = False
    if request.method == "POST" and form.is_valid():
        applied = form.cleaned_data["apply"]
        with tempfile.TemporaryDirectory() as folder:
            reports = collection.import_5374(
                files=_kept(form.cleaned_data["uploads"], Path(folder)),
                by=policy.person_of(request),
                at=clock.now(),
                dry_run=not applied,
                closures=collection.Policy(form.cleaned_data["closures"]),
            )
    context = {"form": form, "reports": reports, "applied": applied}
    return render(request, "garbage/desk_import.html", context, status=422 if form.errors else 200)


def _kept(files: list[UploadedFile[bytes]], folder: Path) -> dict[str, Path]:
    """The uploads in a folder of their own, under numbers: a name from outside is never a path here."""
    kept: dict[str, Path] = {}
    for number, file in enumerate(files):
        path = folder / str(number)
        with path.open("wb") as opened:
            for chunk in file.chunks():
                opened.write(chunk)
        name = file.name or str(number)
        kept[name if name not in kept else f"{name} ({number + 1})"] = path
    return kept


@require_GET
@policy.access(policy.ANY_STAFF)
def give_out(request: HttpRequest) -> HttpResponse:
    """The approved calendars as 5374 files in one zip."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in collection.export_5374(on=clock.day(clock.now())).items():
            archive.writestr(zipfile.ZipInfo(name, WRITTEN), body, zipfile.ZIP_DEFLATED)
    answer = HttpResponse(made.getvalue(), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{city.current().code}_5374.zip"'
    return answer
