"""The index on SQLite: FTS5 over bigrams, where a word is a phrase of its bigrams."""

from django.db import connection

from sagacity.kit.search.folding import code, grams

Row = tuple[int, str, str]


class Index:
    """Bigrams in an FTS5 table of two columns; its rows go with their entries by a trigger."""

    def put(self, rows: list[Row]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT OR REPLACE INTO kit_search_grams (rowid, head, body) VALUES (%s, %s, %s)",
                [(number, " ".join(grams(head)), " ".join(grams(body))) for number, head, body in rows],
            )

    def find(
        self, words: list[str], kinds: tuple[str, ...], limit: int, offset: int
    ) -> tuple[int, list[int]]:
        wanted = " AND ".join(phrase(word) for word in words)
        of_kind = f"AND entry.kind IN ({', '.join(['%s'] * len(kinds))})" if kinds else ""
        with connection.cursor() as cursor:
            cursor.execute(
                f"""
                WITH hits AS MATERIALIZED (
                    SELECT entry.id, entry.at, entry.key, titled.rowid IS NOT NULL AS titled
                    FROM (SELECT rowid FROM kit_search_grams WHERE kit_search_grams MATCH %s) AS found
                    JOIN kit_search_entry AS entry ON entry.id = found.rowid {of_kind}
                    LEFT JOIN (SELECT rowid FROM kit_search_grams WHERE kit_search_grams MATCH %s) AS titled
                        ON titled.rowid = found.rowid
                )
                SELECT id, (SELECT count(*) FROM hits) FROM hits
                ORDER BY titled DESC, at DESC, key LIMIT %s OFFSET %s
                """,
                [wanted, *kinds, f"head : ({wanted})", limit, offset],
            )
            found = cursor.fetchall()
        if not found and offset:
            return self.find(words, kinds, 1, 0)[0], []
        return (found[0][1] if found else 0), [row[0] for row in found]


def phrase(word: str) -> str:
    """The bigrams of a word one after the other; a single character begins some bigram or ends a stretch."""
    if len(word) == 1:
        return f'"{code(word)}" *'
    return f'"{" ".join(grams(word)[:-1])}"'
