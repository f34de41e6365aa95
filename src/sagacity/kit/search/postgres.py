"""The index on PostgreSQL: bigrams as a tsvector under GIN, then the folded text itself for longer words."""

from django.db import connection, transaction

from sagacity.kit.search.folding import code, grams

Row = tuple[int, str, str]


class Index:
    """Three columns beside the entry: its bigrams, its folded head and its folded body."""

    def put(self, rows: list[Row]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                """
                UPDATE kit_search_entry AS entry
                SET grams = given.grams::tsvector, head = given.head, body = given.body
                FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[]) AS given (id, grams, head, body)
                WHERE entry.id = given.id
                """,
                [
                    [number for number, _, _ in rows],
                    [vector(f"{head}\n{body}") for _, head, body in rows],
                    [head for _, head, _ in rows],
                    [body for _, _, body in rows],
                ],
            )

    def find(
        self, words: list[str], kinds: tuple[str, ...], limit: int, offset: int
    ) -> tuple[int, list[int]]:
        # One or two characters are one lexeme: the index alone is right. Longer ones are looked up.
        long = [word for word in words if len(word) > 2]
        in_text = "AND (strpos(body, %s) > 0 OR strpos(head, %s) > 0) " * len(long)
        titled = " AND ".join(["strpos(head, %s) > 0"] * len(words))
        of_kind = "AND kind = ANY(%s)" if kinds else ""
        with transaction.atomic(), connection.cursor() as cursor:
            # The planner takes reading all bigrams for cheap; it doubles the time of a frequent word.
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(
                f"""
                WITH hits AS MATERIALIZED (
                    SELECT id, at, key, {titled} AS titled FROM kit_search_entry
                    WHERE grams @@ %s::tsquery {in_text} {of_kind}
                )
                SELECT id, (SELECT count(*) FROM hits) FROM hits
                ORDER BY titled DESC, at DESC, key COLLATE "C" LIMIT %s OFFSET %s
                """,
                [
                    *words,
                    " & ".join(query(word) for word in words),
                    *[each for word in long for each in (word, word)],
                    *([list(kinds)] if kinds else []),
                    limit,
                    offset,
                ],
            )
            found = cursor.fetchall()
            cursor.execute("SET LOCAL enable_seqscan TO DEFAULT")
        if not found and offset:
            return self.find(words, kinds, 1, 0)[0], []
        return (found[0][1] if found else 0), [row[0] for row in found]


def vector(folded: str) -> str:
    """The bigrams of a folded text, as PostgreSQL keeps them."""
    return " ".join(_quoted(gram) for gram in dict.fromkeys(grams(folded)))


def query(word: str) -> str:
    """What finds a folded word among bigrams on PostgreSQL."""
    if len(word) == 1:
        return f"{_quoted(code(word))}:*"
    return " & ".join(_quoted(gram) for gram in dict.fromkeys(grams(word)[:-1]))


def _quoted(gram: str) -> str:
    doubled = gram.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"
