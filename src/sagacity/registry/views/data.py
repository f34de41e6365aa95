"""The files of the catalogue."""

from collections.abc import Iterator, Mapping

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from sagacity.kit import policy
from sagacity.registry import kinds, models
from sagacity.registry.datasets import NoSuchDataSet
from sagacity.registry.publishing import catalogue, cp932, files, formats, open_data_list, sets, workbook
from sagacity.registry.publishing.formats import Format
from sagacity.registry.views.answering import not_modified, open_to_all, stamped


@require_safe
@policy.access(policy.ANYONE)
@open_to_all
def for_people(request: HttpRequest, slug: str, extension: str) -> HttpResponseBase:
    """A data set as a file; CSV has a BOM unless ?bom=0, and comes in CP932 by ?encoding=cp932."""
    row = _find(slug)
    offered = {form.extension: form for form in formats.for_people(kinds.get(row.kind))}
    if extension not in offered:
        raise Http404(f"{slug}.{extension}")
    if extension == "csv" and request.GET.get("encoding", "").lower() in {"cp932", "shift_jis", "sjis"}:
        return _in_cp932(request, row)
    if extension == "csv" and request.GET.get("bom") == "0":
        return _file(request, row, formats.CSV)
    return _file(request, row, offered[extension])


@require_safe
@policy.access(policy.ANYONE)
@open_to_all
def for_programs(request: HttpRequest, slug: str) -> HttpResponseBase:
    """CSV without BOM, every value exactly as it is."""
    return _file(request, _find(slug), formats.CSV)


@require_safe
@policy.access(policy.ANYONE)
@open_to_all
def list_of_open_data(request: HttpRequest) -> HttpResponseBase:
    """オープンデータ一覧, made from the catalogue."""
    rows = sets.published()
    bom = request.GET.get("bom") != "0"
    token, at = open_data_list.version(rows)
    etag = f"{token}-{'people' if bom else 'programs'}"
    known = not_modified(request, etag=etag, at=at) if at else None
    if known is not None:
        return known
    answer = HttpResponse(open_data_list.write(rows, bom=bom), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = _attachment(open_data_list.name())
    return stamped(answer, etag=etag, at=at) if at else answer


def _find(slug: str) -> models.DataSet:
    try:
        return sets.published_one(slug)
    except NoSuchDataSet:
        raise Http404(slug) from None


def _file(request: HttpRequest, row: models.DataSet, form: Format) -> HttpResponseBase:
    now = sets.version(row)
    etag = f"{now.token}-{form.key}"
    known = not_modified(request, etag=etag, at=now.changed_at)
    if known is not None:
        return known
    try:
        ready = files.made(row, form, version=now)
    except workbook.TooManyRows:
        return render(request, "registry/too_many_rows.html", {"slug": row.slug}, status=422)
    answer = FileResponse(ready.path.open("rb"), content_type=form.media_type)
    answer["Content-Disposition"] = _attachment(f"{row.slug}.{form.extension}")
    return stamped(answer, etag=f"{ready.version.token}-{form.key}", at=ready.version.changed_at)


def _in_cp932(request: HttpRequest, row: models.DataSet) -> HttpResponseBase:
    """Nothing is replaced without being shown: first the list of characters, then the file."""
    ready = files.made(row, formats.PEOPLE_CSV)
    lacking = cp932.missing(ready.path)
    chosen = {one.character: request.GET.get(one.field, "") for one in lacking}
    wrong = [one for one in lacking if not cp932.fits(chosen[one.character])]
    decided = not lacking or (request.GET.get("replace") == "1" and not wrong)
    if not decided:
        page = {
            "title": catalogue.title_in(row.title),
            "slug": row.slug,
            "lacking": lacking,
            "wrong": wrong,
            "replacing": "replace" in request.GET,
        }
        return render(request, "registry/cp932.html", page)
    answer = StreamingHttpResponse(_converted(ready, chosen), content_type="text/csv; charset=Shift_JIS")
    answer["Content-Disposition"] = _attachment(f"{row.slug}.csv")
    return answer


def _converted(ready: files.Made, chosen: Mapping[str, str]) -> Iterator[bytes]:
    yield from cp932.convert(ready.path, chosen)


def _attachment(name: str) -> str:
    return content_disposition_header(as_attachment=True, filename=name) or "attachment"
