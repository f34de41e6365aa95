"""One at a time: whoever moves places of an offer waits here for the one before."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from sagacity.kit.written_through import written_through
from sagacity.reservations import models


class NoSuchOffer(LookupError):
    """Nothing is offered for this subject."""


@contextmanager
def one_at_a_time(subject: str) -> Iterator[models.Offer]:
    """The offer's row in a transaction that nobody else of this offer shares.

    SQLite: a transaction begins IMMEDIATE, so there is only one writer. PostgreSQL: an advisory lock for the
    subject, taken before the row is read, which keeps its order better than a row lock in a rush (docs/why).
    """
    with written_through(), transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"offer:{subject}"])
        row = models.Offer.objects.filter(subject=subject).first()
        if row is None:
            raise NoSuchOffer(subject)
        yield row
