"""No form of a resident takes a 個人番号: whatever is typed into one is looked at before any page sees it."""

import json
import re
from collections.abc import Callable, Iterator

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from sagacity.kit import keys
from sagacity.kit.japanese import my_number

STAFF = ("/staff/", "/desk/")  # there the forms that are about people look for themselves
MACHINES = ("/line/",)  # a partner would send the same again for ever
_DECIMALS = re.compile(r"\d{1,3}\.\d+")  # where somebody is, in the address of a map
TABLES = ("/api/",)  # whoever asks there for a number asks a table that is open, and nothing is kept of it
FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}
PROBLEM = {
    "type": "about:blank",
    "title": "個人番号は受け取れません",
    "status": 422,
    "detail": "個人番号と思われる12桁の数字があります。保存していません。除いて送り直してください。",
}
Answer = Callable[[HttpRequest], HttpResponse]


def stop_my_number(get_response: Answer) -> Answer:
    """Answer with an explanation, and nothing stored, when a form or a JSON body holds a 個人番号.

    番号法 art. 20 forbids keeping the number for anything but its listed tasks.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        if request.path.startswith((*STAFF, *MACHINES)):
            return get_response(request)
        if not any(stands_in(text) for text in (*_asked(request), *_typed(request))):
            return get_response(request)
        if request.content_type == "application/json":
            return JsonResponse(PROBLEM, status=422, content_type="application/problem+json")
        return render(request, "ui/my_number.html", {"back": _back(request)}, status=422)

    return answer


def stands_in(text: str) -> bool:
    """Whether a 個人番号 stands in what somebody typed; the city's own keys are left out."""
    return my_number.stands_in(keys.left_out(text))


def _asked(request: HttpRequest) -> Iterator[str]:
    """What stands in the address: words that were searched for would lie in logs and histories."""
    if request.GET and not request.path.startswith(TABLES):
        for name, values in request.GET.lists():
            yield from (_DECIMALS.sub(" ", text) for text in (name, *values))


def _typed(request: HttpRequest) -> Iterator[str]:
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        return
    if request.content_type in FORMS:
        for name, values in request.POST.lists():
            yield from (name, *values)
        for file in request.FILES.values():
            yield getattr(file, "name", "") or ""
    else:  # whatever it calls itself: a page may read it as JSON all the same
        yield from _said_in(request.body)


def _said_in(body: bytes) -> Iterator[str]:
    """The text of a body, and each value of it where it is JSON: there a digit may be written as \\u0031."""
    text = body.decode("utf-8", "replace")
    yield text
    if "\\u" in text:
        try:
            yield json.dumps(json.loads(text), ensure_ascii=False)
        except (ValueError, RecursionError):
            return


def _back(request: HttpRequest) -> str:
    """The page with the form: only one of this house."""
    origin = f"{request.scheme}://{request.get_host()}"
    said = request.headers.get("Referer", "")
    return said.removeprefix(origin) if said.startswith(f"{origin}/") else ""
