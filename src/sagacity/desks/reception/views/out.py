"""Files: what a device carried here without a network, and the counts as a table."""

import csv
import json

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sagacity.checkin import api as checkin
from sagacity.desks.reception import doors, forms, words
from sagacity.desks.reception.views import one
from sagacity.kit import clock, policy

LARGEST = 20 * 1024 * 1024
HEADINGS = (
    "受付",
    "何の受付か",
    "いまの人数",
    "市民証",
    "名前",
    "数えた人",
    "来た人の合計",
    "定員",
    "混みぐあい",
)


@policy.access(doors.LOOK)
@require_POST
def receive_file(request: HttpRequest, key: str) -> HttpResponse:
    reception = doors.reception_or_404(request, key)
    form = forms.FileForm(request.POST, request.FILES, auto_id="file_%s")
    if form.is_valid():
        file = form.cleaned_data["file"]
        content = file.read(LARGEST + 1)
        if len(content) > LARGEST:
            form.add_error("file", _("ファイルが大きすぎます。端末で書き出したファイルを選んでください。"))
        elif not _is_of(content, key):
            form.add_error("file", str(words.FOREIGN))
        else:
            return _receive(request, reception, content, form)
    return one.show(request, reception, status=422, file_form=form)


def _receive(
    request: HttpRequest, reception: checkin.Reception, content: bytes, form: forms.FileForm
) -> HttpResponse:
    try:
        receipt = checkin.receive_file(content=content, by=policy.person_of(request), at=clock.now())
    except checkin.BrokenFile:
        form.add_error("file", str(words.BROKEN))
        return one.show(request, reception, status=422, file_form=form)
    verdicts = [answer.verdict for answer in receipt.answers]
    counts = {
        "new": sum(each in {checkin.Verdict.ACCEPTED, checkin.Verdict.CONFLICT} for each in verdicts),
        "known": verdicts.count(checkin.Verdict.DUPLICATE),
        "refused": verdicts.count(checkin.Verdict.REFUSED),
    }
    said = str(words.BROUGHT_IN)
    messages.success(request, said % counts)
    return redirect("desk_reception:one", key=reception.key)


def _is_of(content: bytes, key: str) -> bool:
    """Whether a file names a device of this reception: who receives at events brings in no shelter's file."""
    try:
        page = json.loads(content)
        return checkin.device(str(page["device"])).reception == key
    except (ValueError, RecursionError, KeyError, TypeError, checkin.NoSuchDevice):
        return False


@policy.access(doors.LOOK)
@require_safe
def counts(request: HttpRequest, key: str) -> HttpResponse:
    """Counts only, as a table that Japanese Excel opens."""
    reception = doors.reception_or_404(request, key)
    count = checkin.count(reception=key)
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = "attachment; filename=counts.csv"
    sheet = csv.writer(answer)
    sheet.writerow(HEADINGS)
    title = f"'{reception.title}" if reception.title[0] in "=+-@" else reception.title  # no formula
    numbers = (count.here, count.by_card, count.by_form, count.counted, count.came, count.capacity)
    sheet.writerow([title, words.PURPOSES[reception.purpose], *numbers, words.CROWDING[count.crowding]])
    return answer
