"""Where a tap on a filter leads: the same page with one choice more, one less, or another one."""

from collections.abc import Collection

from django.http import HttpRequest


def toggled(request: HttpRequest, name: str, value: str, *, drop: Collection[str] = ()) -> str:
    """The page with a value chosen, or no longer chosen when it was; from its first page on."""
    query = request.GET.copy()
    for one in ("page", *drop):
        query.pop(one, None)
    values = query.getlist(name)
    query.setlist(name, [one for one in values if one != value] if value in values else [*values, value])
    return f"?{query.urlencode()}"


def replaced(request: HttpRequest, **values: str) -> str:
    """The page with these values instead of those there were; an empty one is left out."""
    query = request.GET.copy()
    query.pop("page", None)
    for name, value in values.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"?{query.urlencode()}"
