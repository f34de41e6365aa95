"""The bytes of documents lie under the seal of the house, each bound to its number."""

from sagacity.kit import seals
from sagacity.procedures.outcomes import models

_SEALER = seals.Sealer("sagacity procedures outcomes")


def keep(row: models.Document, pdf: bytes) -> None:
    models.Content.objects.create(document=row, sealed=_SEALER.seal(pdf, about=row.key))


def opened(row: models.Document) -> bytes:
    """The bytes as they were given out.

    Raises:
        models.Content.DoesNotExist: their years are over.
        seals.BrokenSeal: they were changed.
    """
    return _SEALER.opened(bytes(models.Content.objects.get(document=row).sealed), about=row.key)


def renew() -> int:
    """Put everything under the secret of now; says how much was under older ones."""
    done = 0
    for row in models.Content.objects.select_related("document").iterator(chunk_size=200):
        fresh = _SEALER.renewed(bytes(row.sealed), about=row.document.key)
        if fresh is not None:
            done += models.Content.objects.filter(pk=row.pk).update(sealed=fresh)
    return done
