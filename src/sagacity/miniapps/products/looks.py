"""A product as readers see it, in their language."""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sagacity.miniapps.products.types import KINDS, Content, Product
from sagacity.registry import api as registry


@dataclass(frozen=True, slots=True)
class Look:
    product: Product
    said: Content
    name: str
    body: str
    text_language: str  # "" when the text is in the reader's language, else the one it is in
    kind: str
    season: str
    where: str


def look(product: Product, said: Content) -> Look:
    """One product in the reader's language."""
    language = get_language() or "ja"
    spoken = language if language in said.body else "ja"
    return Look(
        product=product,
        said=said,
        name=said.name_in(language),
        body=said.body_in(language),
        text_language="" if spoken == language else spoken,
        kind=str(KINDS.get(said.kind, said.kind)),
        season=season(said),
        where=_("、").join(said.groups),
    )


def season(said: Content) -> str:
    """When it is in season: 11月～2月, or all year."""
    if not said.is_seasonal:
        return _("一年中")
    months = set(said.months)
    first = [month for month in said.months if (month - 2) % 12 + 1 not in months]
    spans = []
    for start in sorted(first):
        last = start
        while last % 12 + 1 in months:
            last = last % 12 + 1
        spans.append(
            _month(start) if start == last else _("%(a)s～%(b)s") % {"a": _month(start), "b": _month(last)}
        )
    return _("、").join(spans)


def places(said: Content) -> tuple[list[registry.Place], list[registry.Place]]:
    """Where it is made and where it is sold, as far as the registry has them."""
    found = {one.key: one for one in registry.places([*said.makers, *said.shops])}
    return (
        [found[key] for key in said.makers if key in found],
        [found[key] for key in said.shops if key in found],
    )


def _month(month: int) -> str:
    return _("%(month)s月") % {"month": month}
