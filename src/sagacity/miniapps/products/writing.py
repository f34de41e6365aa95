"""Writing products: a draft, a second look if the writer wants one, public, withdrawn; every step is kept."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.urls import reverse

from sagacity.kit import keys, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.search import api as search
from sagacity.kit.signals import api as codec
from sagacity.miniapps.products import models
from sagacity.miniapps.products.products import NoSuchProduct, as_fact, content
from sagacity.miniapps.products.types import Content, Product

SEARCH_KIND = "product"


class NotNow(Exception):
    """The product does not stand where this step begins."""


class Overtaken(Exception):
    """Somebody else saved this product in the meantime."""


class SamePerson(Exception):
    """Who asked for a second look cannot be the second person."""


@transaction.atomic
def begin(*, client_key: str, said: Content, by: policy.Person, at: datetime) -> Product:
    """Make a product as a draft; the same client key gives the first one back, unchanged."""
    there = models.Product.objects.filter(client_key=client_key).first()
    if there is not None:
        return as_fact(there)
    row = models.Product(key=keys.new("LocalProduct"), client_key=client_key)
    row.draft, row.editors = codec.to_json(said), [by.key]
    try:
        with transaction.atomic():
            return _step(row, "written", by, at)
    except IntegrityError:  # the same form, sent twice in one moment
        return as_fact(models.Product.objects.get(client_key=client_key))


@transaction.atomic
def revise(*, product: str, number: int, said: Content, by: policy.Person, at: datetime) -> Product:
    """Write the draft anew; what residents see stays as it is.

    Raises:
        NoSuchProduct, Overtaken: nothing changed.
    """
    row = _row(product)
    if row.number != number:
        raise Overtaken(product)
    if content(row.draft) == said:
        return as_fact(row)
    row.draft, row.submitted_at, row.refused_why = codec.to_json(said), None, ""
    row.editors = sorted({*row.editors, by.key})
    return _step(row, "written", by, at)


@transaction.atomic
def submit(*, product: str, by: policy.Person, at: datetime) -> Product:
    """Ask for a second look; asked twice, it waits once.

    Raises:
        NoSuchProduct, NotNow: there is no draft.
    """
    row = _with_draft(product)
    if row.submitted_at is not None:
        return as_fact(row)
    row.submitted_at, row.refused_why = at, ""
    return _step(row, "submitted", by, at)


@transaction.atomic
def publish(*, product: str, by: policy.Person, at: datetime) -> Product:
    """Let residents see the draft; one that waits for a second look needs another person than its editors.

    Raises:
        NoSuchProduct, NotNow, SamePerson: nothing changed.
    """
    row = _row(product)
    if row.draft is None and row.live is not None:
        return as_fact(row)
    row = _with_draft(product)
    if row.submitted_at is not None and by.key in row.editors:
        raise SamePerson(product)
    row.live, row.draft, row.editors = row.draft, None, []
    row.submitted_at, row.refused_why, row.published_at = None, "", at
    fact = _step(row, "published", by, at)
    _put(fact)
    return fact


@transaction.atomic
def refuse(*, product: str, why: str, by: policy.Person, at: datetime) -> Product:
    """Give a draft back to its writer with a reason.

    Raises:
        NoSuchProduct, NotNow, SamePerson: nothing changed.
    """
    row = _with_draft(product)
    if row.submitted_at is None:
        raise NotNow(product)
    if by.key in row.editors:
        raise SamePerson(product)
    row.submitted_at, row.refused_why = None, why.strip()[:400]
    return _step(row, "refused", by, at, why=row.refused_why)


@transaction.atomic
def withdraw(*, product: str, why: str, by: policy.Person, at: datetime) -> Product:
    """Take a product from residents' eyes; what it said stays as the draft.

    Raises:
        NoSuchProduct: there is none.
    """
    row = _row(product)
    if row.live is None:
        return as_fact(row)
    if row.draft is None:
        row.draft, row.editors = row.live, []
    row.live, row.published_at, row.submitted_at = None, None, None
    search.drop([row.key])
    return _step(row, "withdrawn", by, at, why=why.strip()[:400])


@transaction.atomic
def discard(*, product: str, by: policy.Person, at: datetime) -> None:
    """Drop the draft; a product that was never public vanishes with it.

    Raises:
        NoSuchProduct, NotNow: there is no draft.
    """
    row = _with_draft(product)
    if row.live is None:
        audit.record(actor=by, action="product.discard", thing=row.key, at=at, before=as_fact(row))
        row.delete()
        return
    row.draft, row.editors, row.submitted_at, row.refused_why = None, [], None, ""
    _step(row, "discarded", by, at)


@transaction.atomic
def bring_back(*, product: str, number: int, by: policy.Person, at: datetime) -> Product:
    """Put what an earlier step said into the draft.

    Raises:
        NoSuchProduct: there is no such product or step.
    """
    row = _row(product)
    step = row.steps.filter(number=number).first()
    if step is None or step.content is None:
        raise NoSuchProduct(f"{product}#{number}")
    if row.draft == step.content:
        return as_fact(row)
    row.draft, row.submitted_at, row.refused_why = step.content, None, ""
    row.editors = sorted({*row.editors, by.key})
    return _step(row, "written", by, at, why=f"#{number}")


def _row(key: str) -> models.Product:
    row = models.Product.objects.select_for_update().filter(key=key).first()
    if row is None:
        raise NoSuchProduct(key)
    return row


def _with_draft(key: str) -> models.Product:
    row = _row(key)
    if row.draft is None:
        raise NotNow(key)
    return row


def _step(row: models.Product, what: str, by: policy.Person, at: datetime, *, why: str = "") -> Product:
    before = None if row.pk is None else as_fact(models.Product.objects.get(pk=row.pk))
    row.number += 1
    row.changed_at, row.changed_by_name = at, by.name
    row.save()
    row.steps.create(
        number=row.number,
        what=what,
        content=row.draft or row.live,
        by=by.key,
        by_name=by.name,
        why=why,
        at=at,
    )
    fact = as_fact(row)
    audit.record(actor=by, action=f"product.{what}", thing=row.key, at=at, before=before, after=fact)
    return fact


def _put(fact: Product) -> None:
    live = fact.live
    if live is None:
        return
    search.put(
        [
            search.Document(
                key=fact.key,
                kind=SEARCH_KIND,
                title=live.name["ja"],
                text="\n".join([*live.name.values(), *live.body.values()]),
                url=reverse("products:product", args=[fact.key]),
                at=fact.changed_at,
                kana=live.kana,
            )
        ]
    )
