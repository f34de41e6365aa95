"""One search over everything: exact, in Japanese, the same on both databases."""

from sagacity.kit.search.documents import Document, Found, Hit, drop, drop_kind, find, put
from sagacity.kit.search.folding import fold, grams, words_of
from sagacity.kit.search.postgres import query as ts_query
from sagacity.kit.search.postgres import vector as ts_vector
from sagacity.kit.search.sqlite import phrase as fts_phrase

__all__ = [
    "Document",
    "Found",
    "Hit",
    "drop",
    "drop_kind",
    "find",
    "fold",
    "fts_phrase",
    "grams",
    "put",
    "ts_query",
    "ts_vector",
    "words_of",
]
