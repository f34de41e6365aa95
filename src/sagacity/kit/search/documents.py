"""Documents: what the rooms put in, what people find."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import connection, transaction

from sagacity.kit.search import folding, models, postgres, sqlite

BATCH = 500
EXCERPT = 80
LONGEST = 100_000  # characters of a text that are searched: PostgreSQL holds a megabyte of bigrams, not more


@dataclass(frozen=True, slots=True)
class Document:
    """A thing that should be found, in the words by which people look for it."""

    key: str
    kind: str
    title: str
    text: str
    url: str
    at: datetime
    kana: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found, with the piece of its text around the first word."""

    key: str
    kind: str
    title: str
    excerpt: str
    url: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """One page of hits, and how many there are in all."""

    hits: tuple[Hit, ...]
    total: int


NOTHING = Found(hits=(), total=0)


def put(docs: Iterable[Document]) -> int:
    """Make documents findable, or findable as they are now; says how many."""
    rest = iter(docs)
    count = 0
    with transaction.atomic():
        while batch := list(islice(rest, BATCH)):
            count += _put_batch(batch)
    return count


def drop(keys: Iterable[str]) -> None:
    """Let things be found no more."""
    rest = iter(keys)
    with transaction.atomic():
        while batch := list(islice(rest, BATCH)):
            models.Entry.objects.filter(key__in=batch).delete()


def drop_kind(kind: str) -> None:
    """Let nothing of a kind be found any more, before it is put in anew."""
    models.Entry.objects.filter(kind=kind).delete()


def find(*, words: str, kinds: Sequence[str] = (), limit: int = 20, offset: int = 0) -> Found:
    """What holds all the words: those with all of them in their title first, newest first."""
    wanted = folding.words_of(words)
    if not wanted:
        return NOTHING
    total, ids = _index().find(wanted, tuple(kinds), limit, offset)
    rows = models.Entry.objects.in_bulk(ids)
    return Found(hits=tuple(_as_hit(rows[each], wanted) for each in ids if each in rows), total=total)


def _index() -> postgres.Index | sqlite.Index:
    return postgres.Index() if connection.vendor == "postgresql" else sqlite.Index()


def _put_batch(batch: list[Document]) -> int:
    # By key, so that two writers of the same things wait for each other instead of for ever.
    last = {doc.key: doc for doc in batch}
    rows = models.Entry.objects.bulk_create(
        [_as_row(last[key]) for key in sorted(last)],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["kind", "at", "title", "kana", "url", "text"],
    )
    _index().put([(row.pk, *_folded(row)) for row in rows])
    return len(batch)


def _as_row(doc: Document) -> models.Entry:
    return models.Entry(
        key=doc.key,
        kind=doc.kind,
        at=doc.at,
        title=_storable(doc.title)[:400],
        kana=_storable(doc.kana)[:400],
        url=doc.url,
        text=_storable(doc.text)[:LONGEST],
    )


def _folded(row: models.Entry) -> tuple[str, str]:
    """The head (title and its reading) and the body of an entry, as search compares them."""
    return folding.fold(f"{row.title}\n{row.kana}"), folding.fold(row.text)


def _storable(text: str) -> str:
    return text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")


def _as_hit(row: models.Entry, wanted: list[str]) -> Hit:
    return Hit(row.key, row.kind, row.title, _excerpt(row.text, wanted), row.url, row.at)


def _excerpt(text: str, wanted: list[str]) -> str:
    flat = " ".join(text.split())
    folded = folding.fold(flat)
    places = [place for word in wanted if (place := folded.find(word)) >= 0]
    # Folding may lengthen a text (㍿ becomes 株式会社), so the place is carried over by proportion.
    start = max(0, min(places, default=0) * len(flat) // max(1, len(folded)) - EXCERPT // 4)
    piece = flat[start : start + EXCERPT]
    return f"{'…' if start else ''}{piece}{'…' if start + EXCERPT < len(flat) else ''}"
