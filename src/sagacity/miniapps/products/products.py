"""Local products as facts, and questions about many of them."""

from collections.abc import Iterable

from sagacity.kit.search import api as search
from sagacity.kit.signals import api as codec
from sagacity.miniapps.products import models
from sagacity.miniapps.products.types import Content, Product, ProductPage, Step


class NoSuchProduct(LookupError):
    """There is no product of this key."""


def product(key: str) -> Product:
    """One product, public or not.

    Raises:
        NoSuchProduct: there is none.
    """
    row = models.Product.objects.filter(key=key).first()
    if row is None:
        raise NoSuchProduct(key)
    return as_fact(row)


def published(
    *, words: str = "", month: int = 0, group: str = "", kind: str = "", limit: int = 20, offset: int = 0
) -> ProductPage:
    """What residents may see and pass every filter, by reading."""
    # A city has some dozens of products: to read them all is as fast as to ask cleverly, on both databases.
    rows = models.Product.objects.filter(live__isnull=False)
    found = [one for one in map(as_fact, rows) if one.live and _passes(one.live, words, month, group, kind)]
    return _page(found, limit, offset)


def everything(*, words: str = "", state: str = "", limit: int = 50, offset: int = 0) -> ProductPage:
    """What the desk may see: drafts too; `state` is public, draft or waiting."""
    found = [
        one
        for one in map(as_fact, models.Product.objects.all())
        if _has(one.shown, words) and state in {"", *_states(one)}
    ]
    return _page(found, limit, offset)


def groups_with_products() -> tuple[str, ...]:
    """The districts something public comes from."""
    lives = (one.live for one in map(as_fact, models.Product.objects.filter(live__isnull=False)))
    return tuple(dict.fromkeys(sorted(group for live in lives if live for group in live.groups)))


def history(key: str) -> list[Step]:
    """Every step of a product, newest first."""
    rows = models.Step.objects.filter(product__key=key).order_by("-number")
    return [
        Step(
            number=row.number,
            what=row.what,
            content=content(row.content),
            by_name=row.by_name,
            why=row.why,
            at=row.at,
        )
        for row in rows
    ]


def as_fact(row: models.Product) -> Product:
    return Product(
        key=row.key,
        number=row.number,
        live=content(row.live),
        draft=content(row.draft),
        editors=tuple(row.editors),
        is_waiting=row.submitted_at is not None,
        refused_why=row.refused_why,
        changed_at=row.changed_at,
        changed_by_name=row.changed_by_name,
        published_at=row.published_at,
    )


def content(said: object) -> Content | None:
    return codec.from_json(Content, said) if said is not None else None


def _passes(live: Content, words: str, month: int, group: str, kind: str) -> bool:
    return (
        (not month or month in live.season)
        and (not group or group in live.groups)
        and (not kind or kind == live.kind)
        and _has(live, words)
    )


def _has(said: Content, words: str) -> bool:
    text = search.fold("\n".join([*said.name.values(), *said.body.values(), said.kana]))
    return all(word in text for word in search.fold(words).split())


def _states(one: Product) -> Iterable[str]:
    if one.live:
        yield "public"
    if one.draft:
        yield "waiting" if one.is_waiting else "draft"


def _page(found: list[Product], limit: int, offset: int) -> ProductPage:
    ordered = sorted(found, key=lambda one: (one.shown.kana or one.shown.name["ja"], one.key))
    return ProductPage(tuple(ordered[offset : offset + limit]), len(ordered))
