"""Finding cases by what was written on them: bigrams in an index apart from what everybody finds.

Sensitive answers are never in it, and it goes with the case.
"""

from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from sagacity.kit import serials
from sagacity.kit.search import api as search
from sagacity.procedures.api import Answers, Definition, Kind, Question
from sagacity.procedures.cases import models, numbers

WRITTEN = frozenset(
    {Kind.TEXT, Kind.LONG_TEXT, Kind.NAME, Kind.KANA, Kind.PHONE, Kind.MAIL, Kind.POSTCODE, Kind.ADDRESS}
)
LONGEST = 2_000
TABLE = models.Words._meta.db_table


def put(row: models.Case, definition: Definition, answers: Answers) -> None:
    """Let a case be found by its number and what was written."""
    questions = {question.key: question for question in definition.questions()}
    words = [row.number, *_words(answers, questions)]
    put_words(row.pk, "\n".join(dict.fromkeys(words)))


def put_words(case: int, text: str) -> None:
    """Let a case be found by a text."""
    body = search.fold(text)[:LONGEST]
    models.Words.objects.update_or_create(case_id=case, defaults={"body": body})
    with connection.cursor() as cursor:
        cursor.execute(_PUT[connection.vendor], _put_values(case, body))


def put_many(texts: Mapping[int, str]) -> None:
    """Let many new cases be found, by their row."""
    folded = {case: search.fold(text)[:LONGEST] for case, text in texts.items()}
    models.Words.objects.bulk_create(
        [models.Words(case_id=case, body=body) for case, body in folded.items()], batch_size=500
    )
    with connection.cursor() as cursor:
        cursor.executemany(_PUT[connection.vendor], [_put_values(*each) for each in folded.items()])


def drop(row: models.Case) -> None:
    """Let a case be found no more."""
    models.Words.objects.filter(case=row).delete()


def found(rows: "QuerySet[models.Case]", words: str) -> "QuerySet[models.Case]":
    """Those that hold all the words; a whole number finds its case alone."""
    if numbers.is_right(words):
        return rows.filter(number=serials.folded(words))
    wanted = search.words_of(words)
    if not wanted:
        return rows
    if connection.vendor == "postgresql":
        query = " & ".join(search.ts_query(word) for word in wanted)
        inside = " AND ".join(["strpos(body, %s) > 0"] * len(wanted))
        sql = f"SELECT case_id FROM {TABLE} WHERE grams @@ %s::tsquery AND {inside}"
        return rows.filter(pk__in=RawSQL(sql, [query, *wanted]))
    match = " AND ".join(search.fts_phrase(word) for word in wanted)
    return rows.filter(
        pk__in=RawSQL(f"SELECT rowid FROM {TABLE}_grams WHERE {TABLE}_grams MATCH %s", [match])
    )


_PUT: Mapping[str, str] = {
    "sqlite": f"INSERT OR REPLACE INTO {TABLE}_grams (rowid, body) VALUES (%s, %s)",
    "postgresql": f"UPDATE {TABLE} SET grams = %s::tsvector WHERE case_id = %s",
}


def _put_values(pk: int, body: str) -> list[Any]:
    if connection.vendor == "postgresql":
        return [search.ts_vector(body), pk]
    return [pk, " ".join(search.grams(body))]


def _words(answers: Mapping[str, Any], questions: Mapping[str, Question]) -> list[str]:
    found: list[str] = []
    for key, answer in answers.items():
        question = questions.get(key)
        if question is None or question.is_sensitive:
            continue
        if question.kind is Kind.TABLE:
            columns = {column.key: column for column in question.columns}
            found += [word for each in answer for word in _words(each, columns)]
        elif question.kind in WRITTEN:
            found += _texts(answer)
    return found


def _texts(answer: Any) -> list[str]:
    if isinstance(answer, Mapping):
        parts = [str(part) for part in answer.values() if part]
        return ["".join(parts), *parts]  # 山田太郎 and 山田 太郎
    return [str(answer)] if answer else []
