"""What goes where: the sorting search, how to put each kind out, and the colours of the kinds."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from sagacity.kit import policy
from sagacity.miniapps.garbage.choosing import ROWS
from sagacity.registry.collection import api as collection


@require_GET
@policy.access(policy.ANYONE)
def items(request: HttpRequest) -> HttpResponse:
    """Search over everything the city names."""
    words, row = (request.GET.get(name, "").strip()[:100] for name in ("q", "row"))
    language = get_language() or "ja"
    kinds = {kind.name: kind for kind in collection.kinds()}
    everything = collection.items()
    found = collection.items(words=words) if words else collection.items(kana_row=row) if row else []
    context = {
        "words": words,
        "row": row,
        "rows": [letter for letter in ROWS if any(item.kana_row == letter for item in everything)],
        "found": [(item, kinds[item.kind], kinds[item.kind].name_in(language)) for item in found],
        "total": len(everything),
        "kinds": [(kind, kind.name_in(language)) for kind in kinds.values()],
    }
    return render(request, "garbage/items.html", context)


@require_GET
@policy.access(policy.ANYONE)
def kind(request: HttpRequest, kind: str) -> HttpResponse:
    """How to put one kind out, and what belongs to it."""
    try:
        one = collection.kind(kind)
    except collection.NoSuchKind as problem:
        raise Http404(kind) from problem
    context = {
        "kind": one,
        "name": one.name_in(get_language() or "ja"),
        "items": collection.items(kind=one.name),
    }
    return render(request, "garbage/kind.html", context)


@require_GET
@policy.access(policy.ANYONE)
def colours(request: HttpRequest) -> HttpResponse:
    """The colours of the city's kinds as a style sheet: data cannot stand in style attributes here."""
    rules = [
        f".garbage-kind--{one.key} {{ --kind: {one.colour}; --kind-ink: {_ink(one.colour)}; }}"
        for one in collection.kinds()
    ]
    answer = HttpResponse("\n".join(rules) + "\n", content_type="text/css; charset=utf-8")
    patch_cache_control(answer, public=True, max_age=3600)
    return answer


def _ink(colour: str) -> str:
    """Black or white, whichever can be read on a colour."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    light = 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)
    return "#000" if (light + 0.05) / 0.05 > 1.05 / (light + 0.05) else "#fff"


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
