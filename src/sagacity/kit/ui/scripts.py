"""Scripts that belong on every page of residents: rooms offer them, and no part of kit knows a room."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class Script:
    """One script, and the addresses of others it may load later, by name."""

    path: str
    later: Mapping[str, str] = field(default_factory=dict)
    early: bool = False

    @property
    def tag(self) -> SafeString:
        kind = "" if self.early else ' type="module"'
        later = format_html_join(
            "", ' data-{}="{}"', ((name, static(path)) for name, path in self.later.items())
        )
        return format_html('<script{} src="{}"{}></script>', SafeString(kind), static(self.path), later)


_offers: dict[str, Script] = {}


def offer_script(*, path: str, later: Mapping[str, str] | None = None, early: bool = False) -> None:
    """Put a module on every page of residents; call it in `AppConfig.ready`.

    `later` becomes `data-<name>` with the hashed address: what a page loads only when it needs it.
    An early script is no module and runs before the first word of the page is drawn: let it be tiny.
    """
    _offers[path] = Script(path, later or {}, early)
    tags.cache_clear()


@cache
def tags(*, early: bool) -> SafeString:
    """Every script offered, in the order of the offers."""
    return SafeString("".join(one.tag for one in _offers.values() if one.early == early))
