"""The desk of the resident register: files of changes, and what became of each."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sagacity.identity import api as identity
from sagacity.identity.register import reports, types
from sagacity.identity.register.differential.columns import BrokenFile
from sagacity.identity.register.differential.receiving import receive_differential
from sagacity.identity.register.forms import FileForm
from sagacity.kit import clock, policy

IMPORT = policy.permitted(identity.REGISTER_IMPORT)
COUNTS = (
    ("new", gettext_lazy("転入・出生など")),
    ("changed", gettext_lazy("変更")),
    ("moved_out", gettext_lazy("転出")),
    ("died", gettext_lazy("死亡")),
    ("already", gettext_lazy("反映済み")),
    ("refused", gettext_lazy("取り込まなかった")),
)


@policy.access(IMPORT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def files(request: HttpRequest) -> HttpResponse:
    sent = request.method == "POST"
    form = FileForm(request.POST, request.FILES) if sent else FileForm()
    if sent and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            report = receive_differential(
                content=upload.read(),
                filename=str(upload.name),
                by=policy.person_of(request),
                at=clock.now(),
            )
        except BrokenFile as problem:
            form.add_error("file", str(problem))
        else:
            if report.is_repeated:
                messages.info(
                    request, _("このファイルは前に受け取っています。何も変えず、そのときの結果を表示します。")
                )
            return redirect("register:report", key=report.key)
    page = {"form": form, "reports": reports.reports(), "missing": reports.missing_sequences()}
    return render(request, "register/files.html", page, status=422 if sent else 200)


@policy.access(IMPORT)
@never_cache
@require_safe
def report(request: HttpRequest, key: str) -> HttpResponse:
    try:
        found = reports.report(key)
    except reports.NoSuchReport as problem:
        raise Http404(key) from problem
    return render(request, "register/report.html", {"report": found, "counts": _counts(found)})


def _counts(report: types.Report) -> list[tuple[object, int]]:
    return [(label, report.counts.get(name, 0)) for name, label in COUNTS]
