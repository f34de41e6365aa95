"""Frames of a scanner's camera that its page could not read: read here, and kept nowhere."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sagacity.desks.reception import doors
from sagacity.desks.reception.views.devices import problem
from sagacity.kit import policy

NARROWEST, WIDEST = 100, 1024  # points
LARGEST = WIDEST * WIDEST  # bytes: one for each point
LONGEST_TEXT = 1300


@policy.access(doors.LOOK)
@never_cache
@require_POST
def read(request: HttpRequest, key: str) -> HttpResponse:
    """The text of the code in a frame: grey points row by row, their number in a row in `X-Frame-Width`."""
    doors.reception_or_404(request, key)
    width = request.headers.get("X-Frame-Width", "")
    size = request.headers.get("Content-Length", "")
    if not (width.isascii() and width.isdigit() and NARROWEST <= int(width[:5]) <= WIDEST):
        return problem(400, "malformed", f"say in X-Frame-Width how many points a row has, at most {WIDEST}")
    if not (size.isascii() and size.isdigit() and int(size[:9]) <= LARGEST):
        return problem(413, "too_large", f"a frame has at most {LARGEST} points")
    rows, rest = divmod(len(request.body), int(width))
    if rest or rows < NARROWEST:
        return problem(400, "malformed", "a frame is whole rows of points, one byte each")
    return JsonResponse({"text": _text(request.body, rows, int(width))})


def _text(grey: bytes, rows: int, width: int) -> str | None:
    import zxingcpp  # heavy, and only the camera needs it

    kinds = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
    found = zxingcpp.read_barcodes(memoryview(grey).cast("B", (rows, width)), formats=kinds)
    return str(found[0].text)[:LONGEST_TEXT] if found else None
